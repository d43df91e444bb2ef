#include "tables/Catalog.hpp"

#include "db/Migrations.hpp"
#include "db/SqliteConnection.hpp"
#include "tables/Sql.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace antrean::tables {
namespace {

// Tables whose rows belong to one database alone.
constexpr std::array<std::string_view, 4> kOwn{
    "change_notices",
    "patient_upkeep",
    "peer_batches",
    "schema_migrations",
};

struct ColumnRow {
    std::string table_name;
    std::string column_name;
    std::string type;
    std::int64_t key_place = 0;
};
BOOST_DESCRIBE_STRUCT(ColumnRow, (), (table_name, column_name, type, key_place))

struct ReferenceRow {
    std::string table_name;
    std::string parent;
};
BOOST_DESCRIBE_STRUCT(ReferenceRow, (), (table_name, parent))

db::Type typeOf(ColumnRow const& row) {
    if (row.type == "INTEGER")
        return db::Type::integer;
    if (row.type == "TEXT")
        return db::Type::text;
    throw std::logic_error(row.table_name + "." + row.column_name + " has the type " + row.type);
}

std::vector<Table> readTables(db::Session& session) {
    std::vector<Table> tables;
    for (auto const& row : session.all<ColumnRow>(sql::kListColumns)) {
        if (std::ranges::find(kOwn, row.table_name) != kOwn.end())
            continue;
        if (tables.empty() || tables.back().name != row.table_name)
            tables.push_back({row.table_name, {}, {}});
        tables.back().columns.push_back({row.column_name, typeOf(row)});
        if (row.key_place != 0)
            tables.back().key.push_back(row.column_name);
    }
    return tables;
}

// Moves tables whose parents have been moved, until none is left.
std::vector<Table> parentsFirst(
    std::vector<Table> tables, std::vector<ReferenceRow> const& references
) {
    std::vector<Table> sorted;
    auto const is_waiting = [&tables](std::string const& name) {
        return std::ranges::find(tables, name, &Table::name) != tables.end();
    };
    while (!tables.empty()) {
        auto const next = std::ranges::find_if(tables, [&](Table const& table) {
            return std::ranges::none_of(references, [&](ReferenceRow const& reference) {
                return reference.table_name == table.name && is_waiting(reference.parent);
            });
        });
        if (next == tables.end())
            throw std::logic_error("the tables reference each other in a circle");
        sorted.push_back(std::move(*next));
        tables.erase(next);
    }
    return sorted;
}

std::vector<Table> compute() {
    auto const session =
        db::openSqlite({":memory:", std::chrono::milliseconds{0}, 0}, db::Access::write);
    for (auto const& migration : db::kMigrations)
        session->script(std::string(migration.sqlite));
    auto const references = session->all<ReferenceRow>(sql::kListReferences);
    return parentsFirst(readTables(*session), references);
}

}  // namespace

bool Table::hasNumber() const {
    if (key.size() != 1)
        return false;
    auto const column = std::ranges::find(columns, key.front(), &Column::name);
    return column->type == db::Type::integer;
}

std::vector<Table> const& all() {
    static auto const tables = compute();
    return tables;
}

}  // namespace antrean::tables
