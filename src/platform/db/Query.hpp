#pragma once

#include <string_view>

namespace antrean::db {

// MariaDB is only ever somebody else's (db/ForeignDatabase.hpp).
enum class Engine { sqlite, postgres, mariadb };

// A statement: its name for logs, and its text for each engine; what also runs on MariaDB is one
// text for all. Parameters are named (:poly_id).
// A line that ends in `--? name` belongs to the statement only when the parameter `name` is given
// and not null; so one file serves every combination of filters, and each combination gets a plan
// and an index of its own. A line `--! stream` says that there may be very many rows: PostgreSQL
// then sends them a few hundred at a time, where it otherwise sends the whole answer at once
// (SQLite always goes row by row). Each occurrence of a parameter is one of its own to PostgreSQL,
// typed by where it stands; where nothing types it, write CAST(:name AS BIGINT). Queries outlive
// every session that runs them (constants, or members of objects that live as long as the program):
// sessions cache by address.
struct Query {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;

    std::string_view text(Engine engine) const {
        return engine == Engine::postgres ? postgres : sqlite;
    }
};

}  // namespace antrean::db
