#pragma once

#include "app/Settings.hpp"

#include <memory>

namespace antrean::db {
class Database;
}

namespace antrean::app {

// Opens the database, creating an SQLite one that does not exist, and brings its schema up to
// date. Throws db::Failure or std::runtime_error with one clear line.
std::unique_ptr<db::Database> openDatabase(Settings const& settings);

// The same for a database that must exist: after a typo in the path, an empty one would look like
// the real one.
std::unique_ptr<db::Database> openExistingDatabase(Settings const& settings);

}  // namespace antrean::app
