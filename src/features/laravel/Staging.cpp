#include "laravel/Staging.hpp"

#include "laravel/BareTable.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace antrean::laravel {
namespace {

// The only staged column that our table does not have: when a visit was called, as an instant.
constexpr std::string_view kCalledAt = "called_at";

std::string fieldNames(OriginalTable const& table, std::string_view prefix) {
    std::string list;
    for (auto const& field : table.fields)
        list += fmt::format("{}{}{}", list.empty() ? "" : ", ", prefix, field.name);
    return list;
}

std::vector<db::Column> columnsOf(OriginalTable const& table) {
    std::vector<db::Column> columns;
    for (auto const& field : table.fields)
        columns.push_back({field.name, field.type()});
    return columns;
}

std::string_view keyOf(OriginalTable const& table) {
    return table.is_pivot ? "user_id, role_id" : "id";
}

// The place of each row among those with the same value; the first one keeps it.
std::string placesText(
    OriginalTable const& table, std::string const& staged, Unique const& unique
) {
    auto const has_trash =
        table.fields.back().name == "deleted_at" || table.fields.back().kind == Kind::computed;
    return fmt::format(
        "SELECT id, {0}, ROW_NUMBER() OVER (PARTITION BY {0} ORDER BY {1}id{2}) AS place FROM {3}",
        unique.column,
        has_trash ? "CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END, " : "",
        unique.keeps_last ? " DESC" : "",
        staged
    );
}

}  // namespace

StagedTable::StagedTable(OriginalTable const& table, db::Session& session)
    : table_(table),
      name_("staged_" + std::string(table.name)),
      session_(session),
      columns_(columnsOf(table)),
      insert_(
          "laravel.insert_" + name_,
          fmt::format(
              "INSERT INTO {} ({}) VALUES ({})",
              name_,
              fieldNames(table, ""),
              fieldNames(table, ":")
          )
      ),
      bulk_{
          fmt::format("COPY {} ({}) FROM STDIN", name_, fieldNames(table, "")),
          insert_.query,
          columns_} {}

void StagedTable::create() {
    drop();
    auto const is_postgres = session_.engine() == db::Engine::postgres;
    std::string list;
    for (auto const& field : table_.fields) {
        list += list.empty() ? "" : ", ";
        if (field.name == kCalledAt)
            list += is_postgres ? "CAST(NULL AS TIMESTAMP(0)) AS " : "CAST(NULL AS TEXT) AS ";
        list += field.name;
    }
    session_.script(fmt::format(
        "CREATE {}TABLE {} AS SELECT {} FROM {} WHERE 1 = 0",
        is_postgres ? "UNLOGGED " : "",
        name_,
        list,
        table_.name
    ));
}

void StagedTable::drop() {
    session_.script("DROP TABLE IF EXISTS " + name_);
}

std::unique_ptr<db::BulkInsert> StagedTable::insert() {
    return db::openBulkInsert(session_, bulk_);
}

void StagedTable::createIndex() {
    session_.script(fmt::format("CREATE INDEX {0}_key ON {0} ({1})", name_, keyOf(table_)));
    if (session_.engine() == db::Engine::postgres)
        session_.script("ANALYZE " + name_);
}

std::int64_t StagedTable::settleReference(Reference const& reference, EachFound const& each) {
    auto const condition = fmt::format(
        "{0} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {1} p WHERE p.id = {2}.{0})",
        reference.column,
        reference.parent,
        name_
    );
    auto const found = list(
        keep(fmt::format(
            "--! stream\nSELECT {0} AS id, CAST({1} AS TEXT) AS value FROM {2} WHERE {3} ORDER BY "
            "{0}",
            table_.fields.front().name,
            reference.column,
            name_,
            condition
        )),
        each
    );
    if (found != 0)
        run(reference.leaves_out
                ? fmt::format("DELETE FROM {} WHERE {}", name_, condition)
                : fmt::format(
                      "UPDATE {} SET {} = NULL WHERE {}", name_, reference.column, condition
                  ));
    return found;
}

std::int64_t StagedTable::settleUnique(Unique const& unique, EachFound const& each) {
    auto const places = placesText(table_, name_, unique);
    auto const found = list(
        keep(fmt::format(
            "--! stream\nSELECT id, CAST({} AS TEXT) AS value FROM ({}) places WHERE place > 1 "
            "ORDER BY id",
            unique.column,
            places
        )),
        each
    );
    if (found == 0)
        return 0;
    auto const condition =
        fmt::format("id IN (SELECT id FROM ({}) places WHERE place > 1)", places);
    run(unique.leaves_out ? fmt::format("DELETE FROM {} WHERE {}", name_, condition)
                          : fmt::format(
                                "UPDATE {0} SET {1} = {1} || '~' || CAST(id AS TEXT) WHERE {2}",
                                name_,
                                unique.column,
                                condition
                            ));
    return found;
}

StagedTable::Merged StagedTable::merge() {
    if (countOurs() == 0)
        return {fill(), 0, 0};
    Merged merged;
    merged.added = session_
                       .number(keep(fmt::format(
                           "SELECT COUNT(*) AS added FROM {0} s WHERE NOT EXISTS "
                           "(SELECT 1 FROM {1} t WHERE {2})",
                           name_,
                           table_.name,
                           sameKey()
                       )))
                       .value_or(0);
    letGoOfValues();
    if (table_.loses_rows)
        merged.removed = removeLost();
    merged.changed = run(mergeText()) - merged.added;
    return merged;
}

// The first rows of an empty table.
std::int64_t StagedTable::fill() {
    BareTable bare(session_, table_.name);
    auto const added = run(insertText());
    bare.complete();
    if (session_.engine() == db::Engine::postgres)
        session_.script(fmt::format("ANALYZE {}", table_.name));
    return added;
}

// A value may go from one row to another: first all rows let go of it.
void StagedTable::letGoOfValues() {
    for (auto const& unique : table_.uniques)
        if (!unique.leaves_out)
            run(fmt::format(
                "UPDATE {0} SET {1} = '~' || CAST(id AS TEXT) || '~' WHERE EXISTS "
                "(SELECT 1 FROM {2} s WHERE s.id = {0}.id AND s.{1} <> {0}.{1})",
                table_.name,
                unique.column,
                name_
            ));
}

std::int64_t StagedTable::removeLost() {
    return run(fmt::format(
        "DELETE FROM {0} WHERE NOT EXISTS (SELECT 1 FROM {1} s WHERE {2})",
        table_.name,
        name_,
        table_.is_pivot
            ? fmt::format("s.user_id = {0}.user_id AND s.role_id = {0}.role_id", table_.name)
            : fmt::format("s.id = {}.id", table_.name)
    ));
}

std::int64_t StagedTable::count() {
    return session_.number(keep("SELECT COUNT(*) AS rows_here FROM " + name_)).value_or(0);
}

std::int64_t StagedTable::countOurs() {
    return session_.number(keep(fmt::format("SELECT COUNT(*) AS rows_here FROM {}", table_.name)))
        .value_or(0);
}

std::int64_t StagedTable::list(db::Query const& query, EachFound const& each) {
    std::int64_t count = 0;
    constexpr db::Column kFound[] = {{"id", db::Type::integer}, {"value", db::Type::text}};
    session_.fetch(query, {}, kFound, [&](std::span<db::Cell> row) {
        each({row[0].integer, std::move(row[1].text)});
        ++count;
        return true;
    });
    return count;
}

std::int64_t StagedTable::run(std::string text) {
    return session_.run(keep(std::move(text)));
}

db::Query const& StagedTable::keep(std::string text) {
    return queries_.emplace_back("laravel.merge_" + std::string(table_.name), std::move(text))
        .query;
}

std::string StagedTable::insertText() const {
    return fmt::format(
        "INSERT INTO {0} ({1}) SELECT {1} FROM {2} WHERE 1 = 1 ORDER BY {3}",
        table_.name,
        ownColumns(),
        name_,
        keyOf(table_)
    );
}

// Rows that are equal are not written again.
std::string StagedTable::mergeText() const {
    std::string changes;
    std::string differences;
    for (auto const& field : table_.fields) {
        if (field.name == kCalledAt || keyOf(table_).find(field.name) != std::string_view::npos)
            continue;
        changes += fmt::format("{0}{1} = excluded.{1}", changes.empty() ? "" : ", ", field.name);
        differences += fmt::format(
            "{0}{1}.{2} IS DISTINCT FROM excluded.{2}",
            differences.empty() ? "" : " OR ",
            table_.name,
            field.name
        );
    }
    return fmt::format(
        "{0} ON CONFLICT ({1}) DO UPDATE SET {2} WHERE {3}",
        insertText(),
        keyOf(table_),
        changes,
        differences
    );
}

std::string StagedTable::ownColumns() const {
    std::string list;
    for (auto const& field : table_.fields)
        if (field.name != kCalledAt)
            list += fmt::format("{}{}", list.empty() ? "" : ", ", field.name);
    return list;
}

std::string StagedTable::sameKey() const {
    return table_.is_pivot ? "t.user_id = s.user_id AND t.role_id = s.role_id" : "t.id = s.id";
}

}  // namespace antrean::laravel
