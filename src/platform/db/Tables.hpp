// The tables of a schema, whatever its version.
#pragma once

#include "db/ComposedQuery.hpp"
#include "db/Transaction.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace antrean::db {

// The names of our tables, in their order. Without what an engine or an index of searches keeps in
// tables.
std::vector<std::string> listTables(Statements& statements);

// Counts the rows of tables. It outlives the sessions of its statements.
class RowCounts {
public:
    std::map<std::string, std::int64_t> of(Statements& statements);

private:
    std::deque<ComposedQuery> queries_;
};

}  // namespace antrean::db
