#include "laravel/Source.hpp"

#include "base/Text.hpp"
#include "db/LongSession.hpp"

#include <boost/describe.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace antrean::laravel {
namespace {

constexpr std::int64_t kPageRows = 5'000;

struct ColumnRow {
    std::string in_table;
    std::string in_column;
};
BOOST_DESCRIBE_STRUCT(ColumnRow, (), (in_table, in_column))

// The first text is MariaDB's.
constexpr db::Query kListColumns{
    "laravel.list_columns",
    "SELECT table_name AS in_table, column_name AS in_column FROM information_schema.columns"
    " WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position",
    "SELECT CAST(table_name AS TEXT) AS in_table, CAST(column_name AS TEXT) AS in_column"
    " FROM information_schema.columns WHERE table_schema = current_schema()"
    " ORDER BY table_name, ordinal_position"};

}  // namespace

Source::Source(std::string const& url) : session_(db::openLongSession(url, db::Access::read)) {
    // One moment for all tables.
    session_->script(
        session_->engine() == db::Engine::postgres
            ? "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
            : "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
    );
    inspect();
    findTables();
}

void Source::inspect() {
    for (auto& row : session_->all<ColumnRow>(kListColumns))
        columns_[text::lower(row.in_table)].insert(text::lower(row.in_column));
}

void Source::findTables() {
    for (auto const& table : originalTables()) {
        auto const found = std::ranges::find_if(table.names, [this](std::string_view name) {
            return columns_.contains(name);
        });
        if (found == table.names.end())
            continue;
        auto const& columns = columns_.find(*found)->second;
        std::vector<bool> has_column;
        for (auto const& field : table.fields)
            has_column.push_back(
                field.kind != Kind::computed && columns.contains(std::string(field.name))
            );
        tables_.push_back({&table, *found, std::move(has_column)});
    }
}

std::vector<std::string> Source::missing() const {
    std::vector<std::string> names;
    for (auto const& table : originalTables()) {
        auto const found = std::ranges::find(tables_, &table, &SourceTable::table);
        if (found == tables_.end()) {
            if (table.is_required)
                names.push_back(fmt::format("{}", fmt::join(table.names, " or ")));
        } else if (!found->has_column.front()) {
            names.push_back(fmt::format("{}.{}", found->name, table.fields.front().name));
        }
    }
    return names;
}

std::vector<std::string> Source::others() const {
    std::vector<std::string> names;
    for (auto const& [name, columns] : columns_) {
        auto const found = std::ranges::find(tables_, name, &SourceTable::name);
        if (found == tables_.end()) {
            names.push_back(name);
            continue;
        }
        for (auto const& column : columns)
            if (std::ranges::find(found->table->fields, column, &Field::name) ==
                found->table->fields.end())
                names.push_back(name + '.' + column);
    }
    return names;
}

std::int64_t Source::count(SourceTable const& table) {
    return session_->number(keep(fmt::format("SELECT COUNT(*) AS rows_there FROM {}", table.name)))
        .value_or(0);
}

void Source::read(SourceTable const& table, EachRow const& each) {
    auto const& query = keep(selectOf(table));
    std::int64_t after = -1;
    bool is_wanted = true;
    auto rows = readPage(table, query, after, is_wanted, each);
    while (is_wanted && rows == kPageRows && !table.table->is_pivot)
        rows = readPage(table, query, after, is_wanted, each);
}

std::string Source::selectOf(SourceTable const& table) const {
    auto const type = session_->engine() == db::Engine::postgres ? "TEXT" : "CHAR";
    std::string list;
    for (std::size_t i = 0; i < table.has_column.size(); ++i)
        if (table.has_column[i])
            list += fmt::format(
                "{}CAST({} AS {})", list.empty() ? "" : ", ", table.table->fields[i].name, type
            );
    if (table.table->is_pivot)
        return fmt::format(
            "SELECT {0} FROM {1} ORDER BY {1}.{2}, {1}.{3}",
            list,
            table.name,
            table.table->fields[0].name,
            table.table->fields[1].name
        );
    // A bare `id` in ORDER BY would be the text of the list, and 10 would come before 9.
    return fmt::format(
        "SELECT {0} FROM {1} WHERE {1}.id > :after ORDER BY {1}.id LIMIT {2}",
        list,
        table.name,
        kPageRows
    );
}

std::int64_t Source::readPage(
    SourceTable const& table,
    db::Query const& query,
    std::int64_t& after,
    bool& is_wanted,
    EachRow const& each
) {
    std::vector<db::Column> columns;
    for (auto const has_column : table.has_column)
        if (has_column)
            columns.push_back({"", db::Type::text});
    db::Arg const args[] = {{"after", after}};
    std::vector<std::optional<std::string>> raw(table.has_column.size());
    std::int64_t rows = 0;
    session_->fetch(query, args, columns, [&](std::span<db::Cell> cells) {
        std::size_t cell = 0;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            raw[i].reset();
            if (!table.has_column[i])
                continue;
            if (!cells[cell].is_null)
                raw[i] = std::move(cells[cell].text);
            ++cell;
        }
        after = text::toInt(raw.front().value_or("")).value_or(after);
        ++rows;
        is_wanted = each(raw);
        return is_wanted;
    });
    return rows;
}

db::Query const& Source::keep(std::string text) {
    return queries_.emplace_back("laravel.source", std::move(text)).query;
}

}  // namespace antrean::laravel
