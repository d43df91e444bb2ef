#pragma once

#include "db/Query.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace antrean::db {

// A query whose text is composed from constants when the program starts, the same for every engine.
// Sessions know a query by its address, so it is neither copied nor moved, and it outlives them.
struct ComposedQuery {
    ComposedQuery(std::string query_name, std::string query_text)
        : name(std::move(query_name)), text(std::move(query_text)) {}
    ComposedQuery(ComposedQuery const&) = delete;
    ComposedQuery& operator=(ComposedQuery const&) = delete;

    std::string const name;
    std::string const text;
    Query const query{name, text, text};
};

}  // namespace antrean::db
