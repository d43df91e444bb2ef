#pragma once

#include "db/Database.hpp"

#include <string>
#include <vector>

namespace antrean::db {

// What the engine itself finds wrong with its files, a line each; empty when all is well.
// PostgreSQL checks pages and constraints as it goes, so there is nothing to ask it. Blocks for as
// long as it takes to read the whole file. Throws Failure when the check cannot be made.
std::vector<std::string> integrityProblems(Database& database);

}  // namespace antrean::db
