#pragma once

#include "db/Query.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace antrean::resource {

struct Resource;

// A statement that the program builds from constants, the same for both engines. Its address must
// not change, because sessions cache it by address.
struct Statement {
    Statement(std::string statement_name, std::string statement_text)
        : name(std::move(statement_name)), text(std::move(statement_text)) {}
    Statement(Statement const&) = delete;
    Statement& operator=(Statement const&) = delete;

    std::string const name;
    std::string const text;
    db::Query const query{name, text, text};
};

// The statements of a resource.
struct Statements {
    explicit Statements(Resource const& resource);

    // Parameters: :search (a pattern), each filter by its name, :size and :skipped of a page;
    // `active` or `trashed` selects the rows.
    Statement const list;
    Statement const count;    // as list, without a page
    Statement const find;     // :id; `active` or `trashed`
    Statement const insert;   // every attribute by its name, :now; returns the id
    Statement const update;   // every attribute by its name, :id, :now
    Statement const remove;   // :id, :now
    Statement const restore;  // :id, :now
};

}  // namespace antrean::resource
