#include "db/Tables.hpp"

#include <fmt/core.h>

#include <utility>

namespace antrean::db {
namespace {

struct TableRow {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(TableRow, (), (name))

constexpr Query kTables{
    "db.tables",
    "SELECT name FROM pragma_table_list"
    " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " ORDER BY name",
    "SELECT CAST(relname AS TEXT) AS name FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = CAST(current_schema AS REGNAMESPACE)"
    " ORDER BY relname COLLATE \"C\""};

}  // namespace

std::vector<std::string> listTables(Statements& statements) {
    std::vector<std::string> names;
    for (auto& row : statements.all<TableRow>(kTables))
        names.push_back(std::move(row.name));
    return names;
}

std::map<std::string, std::int64_t> RowCounts::of(Statements& statements) {
    std::map<std::string, std::int64_t> counts;
    for (auto const& name : listTables(statements)) {
        // Names come from our migrations and need no quoting beyond this.
        auto const& counting = queries_.emplace_back(
            "db.count " + name, fmt::format("SELECT COUNT(*) FROM \"{}\"", name)
        );
        counts[name] = statements.number(counting.query).value_or(0);
    }
    return counts;
}

}  // namespace antrean::db
