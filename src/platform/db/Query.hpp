#pragma once

#include <string_view>

namespace antrean::db {

// MariaDB is used for databases of other systems only (db/ForeignDatabase.hpp).
enum class Engine { sqlite, postgres, mariadb };

// A statement: its name for logs, and its text for each engine. A statement that also runs on
// MariaDB has one text for all engines. Parameters are named (:poly_id).
//
// - A line that ends in `--? name` belongs to the statement only when the parameter `name` is given
//   and not null. So one file serves every combination of filters, and each combination is planned
//   on its own.
// - A line `--! stream` says that there may be very many rows: PostgreSQL then sends a few hundred
//   at a time. Without it, PostgreSQL sends all rows at once. (SQLite always goes row by row.)
// - SQLite's text may hold several statements, with a semicolon at the end of each but the last,
//   which gives the rows. SQLite has no round trips to save, and RETURNING and triggers cost it
//   several times as much as a second statement.
// - PostgreSQL types each occurrence of a parameter by where it stands. Where nothing types it,
//   write CAST(:name AS BIGINT).
//
// Sessions cache statements by the address of the Query, so a Query must outlive every session that
// runs it: make it a constant, or a member of an object that lives as long as the program.
struct Query {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;

    std::string_view text(Engine engine) const {
        return engine == Engine::postgres ? postgres : sqlite;
    }
};

}  // namespace antrean::db
