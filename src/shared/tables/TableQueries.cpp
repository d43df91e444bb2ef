#include "tables/TableQueries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace antrean::tables {
namespace {

std::string names(Table const& table, std::string_view prefix) {
    std::string list;
    for (auto const& column : table.columns)
        list += fmt::format("{}{}{}", list.empty() ? "" : ", ", prefix, column.name);
    return list;
}

std::string listText(Table const& table) {
    auto text = fmt::format("--! stream\nSELECT {}\nFROM {}\n", names(table, ""), table.name);
    if (table.hasNumber())
        text += fmt::format(
            "WHERE {0} > :after --? after\nORDER BY {0}\nLIMIT :rows --? rows\n", table.key.front()
        );
    return text;
}

std::string insertText(Table const& table) {
    return fmt::format(
        "INSERT INTO {} ({}) VALUES ({})", table.name, names(table, ""), names(table, ":")
    );
}

std::string greatestText(Table const& table) {
    return fmt::format("SELECT MAX({}) AS greatest FROM {}", table.key.front(), table.name);
}

std::vector<db::Column> columnsOf(Table const& table, bool has_names) {
    std::vector<db::Column> columns;
    for (auto const& column : table.columns)
        columns.push_back({has_names ? std::string_view(column.name) : "", column.type});
    return columns;
}

std::size_t placeOfKey(Table const& table) {
    auto const key = std::ranges::find(table.columns, table.key.front(), &Column::name);
    return static_cast<std::size_t>(key - table.columns.begin());
}

}  // namespace

TableQueries::TableQueries(Table const& table)
    : table_(table),
      columns_(columnsOf(table, false)),
      named_columns_(columnsOf(table, true)),
      number_at_(placeOfKey(table)),
      list_("tables.list_" + table.name, listText(table)),
      count_("tables.count_" + table.name, "SELECT COUNT(*) AS rows FROM " + table.name),
      greatest_("tables.greatest_" + table.name, greatestText(table)),
      remove_all_("tables.remove_all_" + table.name, "DELETE FROM " + table.name),
      insert_("tables.insert_" + table.name, insertText(table)),
      bulk_{
          fmt::format("COPY {} ({}) FROM STDIN", table.name, names(table, "")),
          insert_.query,
          named_columns_} {}

std::deque<TableQueries> const& allQueries() {
    static auto const queries = [] {
        std::deque<TableQueries> made;
        for (auto const& table : all())
            made.emplace_back(table);
        return made;
    }();
    return queries;
}

Checksum checksumOf(db::Statements& statements, TableQueries const& queries) {
    Checksum checksum;
    statements.fetch(queries.list(), {}, queries.columns(), [&](std::span<db::Cell> row) {
        checksum.add(row, queries.columns());
        return true;
    });
    return checksum;
}

}  // namespace antrean::tables
