#pragma once

#include "db/ComposedQuery.hpp"

namespace antrean::resource {

struct Resource;

// What a resource needs of the database.
struct Statements {
    explicit Statements(Resource const& resource);

    // :search pattern, each filter by its name, :size and :skipped of a page; `active` or `trashed`
    // chooses the rows.
    db::ComposedQuery const list;
    db::ComposedQuery const count;    // as list, without a page
    db::ComposedQuery const find;     // :id; `active` or `trashed`
    db::ComposedQuery const insert;   // every attribute by its name, :now; returns the id
    db::ComposedQuery const update;   // every attribute by its name, :id, :now
    db::ComposedQuery const remove;   // :id, :now
    db::ComposedQuery const restore;  // :id, :now
};

}  // namespace antrean::resource
