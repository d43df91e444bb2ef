// Brings a database's schema to what this program needs. Migrations are numbered from 1, only ever
// added at the end, and written once for each engine (migrations/sqlite, migrations/postgres).
#pragma once

#include "db/Database.hpp"

#include <span>
#include <string_view>

namespace antrean::db {

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};

// Runs what has not run yet, each migration in a transaction of its own. Several processes may do
// so at once. Blocks; not for database or I/O threads. Throws Failure: when a migration fails, or
// when the schema is newer than the last one of `migrations`.
void migrate(Database& database, std::span<Migration const> migrations);

// The number of the last migration that ran; 0 if none has. Throws Failure.
int schemaVersion(Database& database);

}  // namespace antrean::db
