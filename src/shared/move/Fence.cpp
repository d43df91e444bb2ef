#include "move/Fence.hpp"

#include "tables/Catalog.hpp"

#include <fmt/format.h>

#include <string>

namespace antrean::move {
namespace {

constexpr char const* kEvents[] = {"INSERT", "UPDATE", "DELETE"};

// 25006 is read_only_sql_transaction: the program takes the server for one that only reads.
constexpr char const* kFunction =
    "CREATE FUNCTION refuse_writes_during_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'the database is closed for writes, because it is moved'"
    " USING ERRCODE = '25006'; END $$;";

void closeSqlite(db::Session& session, std::string const& table) {
    for (auto const* const event : kEvents)
        session.script(fmt::format(
            "CREATE TRIGGER closed_{0}_{1} BEFORE {0} ON {1} BEGIN"
            " SELECT RAISE(ABORT, 'the database is closed for writes, because it is moved'); END",
            event,
            table
        ));
}

void closePostgres(db::Session& session, std::string const& table) {
    session.script(fmt::format(
        "CREATE TRIGGER closed_for_move BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_writes_during_move()",
        table
    ));
}

}  // namespace

void closeForWrites(db::Session& session) {
    bool const is_sqlite = session.engine() == db::Engine::sqlite;
    if (!is_sqlite)
        session.script(kFunction);
    for (auto const& table : tables::all())
        is_sqlite ? closeSqlite(session, table.name) : closePostgres(session, table.name);
}

void openForWrites(db::Session& session) {
    if (session.engine() == db::Engine::postgres) {
        session.script("DROP FUNCTION refuse_writes_during_move() CASCADE");
        return;
    }
    for (auto const& table : tables::all())
        for (auto const* const event : kEvents)
            session.script(fmt::format("DROP TRIGGER IF EXISTS closed_{}_{}", event, table.name));
}

}  // namespace antrean::move
