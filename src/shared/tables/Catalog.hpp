// The tables of this program, as its migrations create them.
#pragma once

#include "db/Transaction.hpp"

#include <string>
#include <vector>

namespace antrean::tables {

struct Column {
    std::string name;
    db::Type type{};
};

struct Table {
    std::string name;
    std::vector<Column> columns;  // without generated ones, in the order of the table
    std::vector<std::string> key;

    // Whether the key is one integer: such a table can be read in parts.
    bool hasNumber() const;
};

// The tables that hold what the clinic must keep; a table stands after those that it references.
// Without those that the program fills anew by itself: schema_migrations, notices between
// processes, and the index of patients. The names are the same on both engines, so they are safe in
// a statement. Computed once, in some milliseconds. Thread-safe.
std::vector<Table> const& all();

}  // namespace antrean::tables
