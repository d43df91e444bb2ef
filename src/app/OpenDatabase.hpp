#pragma once

#include "app/Settings.hpp"

#include <cstddef>
#include <memory>

namespace antrean::db {
class Database;
class ForeignDatabase;
}  // namespace antrean::db

namespace antrean::app {

// Opens the database, creating an SQLite one that does not exist, and brings its schema up to
// date. Throws db::Failure or std::runtime_error with one clear line.
std::unique_ptr<db::Database> openDatabase(Settings const& settings);

// The same for a database that must exist: after a typo in the path, an empty one would look like
// the real one.
std::unique_ptr<db::Database> openExistingDatabase(Settings const& settings);

// The lab's own database; null if it has none. Does not connect yet. Throws db::Failure for a URL
// that cannot be used.
std::unique_ptr<db::ForeignDatabase> openLabDatabase(
    lab::LabSettings const& lab, std::size_t sessions_max
);

}  // namespace antrean::app
