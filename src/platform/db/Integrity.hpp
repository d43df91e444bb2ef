#pragma once

#include "db/Database.hpp"
#include "db/SqliteSession.hpp"

#include <string>
#include <vector>

namespace antrean::db {

// Has the engine check its files. Returns a line per problem; empty if there is none, and always on
// PostgreSQL, which checks pages and constraints while it runs. Blocks while the whole file is
// read. Throws Failure when the check cannot be made.
std::vector<std::string> integrityProblems(Database& database);

// What a quick look over all pages finds first; empty if the file is not damaged.
std::string firstDamage(SqliteSession& session);

}  // namespace antrean::db
