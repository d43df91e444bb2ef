// Plain master data: rows with an id, a few attributes and soft deletion, that differ only in
// their attributes, rules, texts and order. A feature declares a Resource; its routes, statements
// and answers follow from that.
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

// How answers show an attribute.
enum class Shown {
    always,
    when_set,  // after the row's other keys, and only when it is not null
    never,     // a secret: stored under a seal; `"has_<name>": true` tells that it is there
};

// A column that clients write, under the same name in the JSON.
struct Attribute {
    std::string_view name;
    db::Type type{};
    bool may_be_null = false;
    Shown shown = Shown::always;  // anything else: it may be null
};

// A row of another table that answers show after the attributes: null when it is missing or
// trashed.
struct Relation {
    std::string_view key;                   // "message_template"; SQL knows the row by it too
    std::string_view column;                // the attribute that holds its id
    std::string_view table;                 // "message_templates"
    std::span<Attribute const> attributes;  // of that table, in its order
};

// The contract's words, which are not the same for all (contract 8.1 and 7).
struct Texts {
    std::string_view list;  // empty: the list has no message
    std::string_view created;
    std::string_view updated;
    std::string_view detail;  // empty: the detail has no message
    std::string_view removed;
    std::string_view not_found;
    std::string_view detail_not_found = {};   // empty: the same
    std::string_view removal_not_found = {};  // likewise
    // Without these two a resource has no list of removed rows, and none comes back.
    std::string_view restored = {};
    std::string_view not_found_or_active = {};
    std::string_view not_updated = {};  // what may_update says
    std::string_view not_removed = {};  // what may_remove says
};

struct Resource {
    std::string_view path;                     // "/api/poly"
    std::string_view noun;                     // "poly", for the API document
    std::string_view table;                    // "polies"; also the topic of the notices about it
    std::span<Attribute const> attributes;     // in the table's order
    std::span<Relation const> relations = {};  // in the order of the JSON
    validation::Spec rules;  // of creating; an attribute that no rule names is never written
    validation::Spec update_rules = {};  // empty: the same
    http::Permission write{};
    // Columns that ?search= looks into: an attribute, or a relation's column as "patient.email".
    std::span<std::string_view const> search = {};
    validation::Spec filters = {};  // rules of attributes that lists can be narrowed to
    std::string_view order;         // ORDER BY of lists
    http::ListStyle style = http::ListStyle::plain;
    Texts texts;
    // May add to the broken rules of an input or change them; null when the rules say it all.
    void (*amend)(boost::json::object const& input, std::vector<FieldErrors>& broken) = nullptr;
    // Keys that `annotate` may add to a row that is shown; they are never stored.
    std::span<http::Key const> annotations = {};
    void (*annotate)(boost::json::object& row) = nullptr;
    // May refuse the change of a row to what its attributes are after it; null when all is allowed.
    Result<void> (*may_update
    )(boost::json::object const& before, boost::json::object const& after) = nullptr;
    // May refuse the removal of a row; null when every row may go.
    Result<void> (*may_remove)(db::Transaction& transaction, std::int64_t id) = nullptr;
    // A further topic of notices, for caches that other data feed too; empty for none.
    std::string_view also_notify = {};
};

// Adds list, create, update, detail and remove, and for a resource that can be restored its trash.
// `resource` lives as long as the program, `seal` as long as the routes: it is needed where an
// attribute is never shown.
void addRoutes(http::Routes& routes, Resource const& resource, Seal const* seal = nullptr);

}  // namespace antrean::resource
