// Plain master data: rows with an id, a few attributes and soft deletion, which differ only in
// attributes, rules, texts and order. A feature declares a Resource; its routes, statements and
// answers are derived from it.
#pragma once

#include "base/Result.hpp"
#include "db/Transaction.hpp"
#include "http/Paginator.hpp"
#include "http/Route.hpp"
#include "validation/Spec.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace antrean {
class Seal;
}

namespace antrean::resource {

// Whether and where answers show an attribute.
enum class Shown {
    always,
    last,      // after the row's other keys
    when_set,  // after the row's other keys, only if it is not null
    never,     // a secret: stored encrypted; shown as `"has_<name>": true`
};

// A column that clients write, under the same name in the JSON.
struct Attribute {
    std::string_view name;
    db::Type type{};
    bool may_be_null = false;
    Shown shown = Shown::always;  // with another value it may be null
};

// A row of another table that answers show after the attributes; null if it is missing or trashed.
struct Relation {
    std::string_view key;                   // "message_template"; also the row's name in SQL
    std::string_view column;                // the attribute with its id
    std::string_view table;                 // "message_templates"
    std::span<Attribute const> attributes;  // of that table, in its order
};

// The contract's texts, which differ between resources (contract 8.1 and 7).
struct Texts {
    std::string_view list;  // empty: the list has no message
    std::string_view created;
    std::string_view updated;
    std::string_view detail;  // empty: the detail has no message
    std::string_view removed;
    std::string_view not_found;
    std::string_view detail_not_found = {};   // empty: as not_found
    std::string_view removal_not_found = {};  // empty: as not_found
    // Without these two texts a resource has no trash and no restore.
    std::string_view restored = {};
    std::string_view not_found_or_active = {};
    std::string_view not_updated = {};   // text of may_update's refusal
    std::string_view not_removed = {};   // text of may_remove's refusal
    std::string_view not_restored = {};  // text of may_restore's refusal
};

// A change of a row, for the rules that may refuse it.
struct Change {
    http::Caller const& caller;
    db::Transaction& transaction;
    std::int64_t id;
};

struct Resource {
    std::string_view path;                     // "/api/poly"
    std::string_view noun;                     // "poly", for the API document
    std::string_view table;                    // "polies"; also the topic of its notices
    std::span<Attribute const> attributes;     // in the table's order
    std::span<Relation const> relations = {};  // in the order of the JSON
    validation::Spec rules;  // for creating; an attribute without a rule is never written
    validation::Spec update_rules = {};  // empty: as rules
    http::Permission write{};
    // Columns that ?search= searches: an attribute, or a relation's column as "patient.email".
    std::span<std::string_view const> search = {};
    validation::Spec filters = {};  // rules of attributes by which lists can be filtered
    std::string_view order;         // ORDER BY of lists
    http::ListStyle style = http::ListStyle::plain;
    Texts texts;
    // May add or change errors of an input for the row `id` (0: a new row); null: not needed.
    void (*amend
    )(db::Transaction& transaction,
      boost::json::object const& input,
      std::int64_t id,
      std::vector<FieldErrors>& broken) = nullptr;
    // Keys that `annotate` may add to a shown row; they are not stored.
    std::span<http::Key const> annotations = {};
    void (*annotate)(boost::json::object& row) = nullptr;
    // Masks credentials in a shown row, for callers without the permission `write`.
    void (*conceal)(boost::json::object& row) = nullptr;
    // May refuse a change, given the row's new attributes; null: every change is allowed.
    Result<void> (*may_update
    )(Change const& change, boost::json::object const& before, boost::json::object const& after
    ) = nullptr;
    // May refuse the removal of a row; null: every row may be removed.
    Result<void> (*may_remove)(Change const& change) = nullptr;
    // May refuse that a removed row is restored; null: every row may be restored.
    Result<void> (*may_restore)(Change const& change) = nullptr;
    // A further topic of notices, for caches that also contain other data; empty: none.
    std::string_view also_notify = {};
};

// List, create, update, detail and remove, and the trash of a resource that can be restored.
// `resource` must live as long as the program.
http::Descriptions describe(Resource const& resource);
// Their routes. `seal` must live as long as these; it is needed if an attribute is never shown.
http::Routes bind(Resource const& resource, Seal const* seal = nullptr);

}  // namespace antrean::resource
