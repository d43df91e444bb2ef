// Plain master data: rows with an id, a few attributes and soft deletion, that differ only in
// their attributes, rules, texts and order. A feature declares a Resource; its routes, statements
// and answers follow from that.
#pragma once

#include "base/Result.hpp"
#include "db/Transaction.hpp"
#include "http/Route.hpp"
#include "validation/Spec.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace antrean::resource {

// A column that clients write, under the same name in the JSON.
struct Attribute {
    std::string_view name;
    db::Type type{};
};

// The contract's words, which are not the same for all (facts/contract.md 8.1).
struct Texts {
    std::string_view list;  // empty: the list has no message
    std::string_view created;
    std::string_view updated;
    std::string_view detail;  // empty: the detail has no message
    std::string_view removed;
    std::string_view not_found;
    std::string_view restored;             // only for resources that can be restored
    std::string_view not_found_or_active;  // likewise
    std::string_view not_updated = {};     // what may_update says
    std::string_view not_removed = {};     // what may_remove says
};

struct Resource {
    std::string_view path;                  // "/api/poly"
    std::string_view noun;                  // "poly", for the API document
    std::string_view table;                 // "polies"; also the topic of the notices about it
    std::span<Attribute const> attributes;  // in the table's order
    validation::Spec rules;                 // of creating and updating
    http::Permission write{};
    std::span<std::string_view const> search;  // columns that ?search= looks into
    std::string_view order;                    // ORDER BY of lists
    Texts texts;
    // May change the error of a broken rule; null when the common form is the contract's.
    void (*amend)(Error& error) = nullptr;
    // May refuse the change of a row to what its attributes are after it; null when all is allowed.
    Result<void> (*may_update
    )(boost::json::object const& before, boost::json::object const& after) = nullptr;
    // May refuse the removal of a row; null when every row may go.
    Result<void> (*may_remove)(db::Transaction& transaction, std::int64_t id) = nullptr;
    // A further topic of notices, for caches that other data feed too; empty for none.
    std::string_view also_notify = {};
};

// Adds list, create, update, detail, remove, trashed and restore. `resource` lives as long as the
// program.
void addRoutes(http::Routes& routes, Resource const& resource);

}  // namespace antrean::resource
