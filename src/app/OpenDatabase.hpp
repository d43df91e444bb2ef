#pragma once

#include "app/Settings.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace antrean::db {
class Database;
class ForeignDatabase;
class ReplicaDatabase;
struct ReplicaSettings;
}  // namespace antrean::db

namespace antrean::app {

// That of --database, or of the embedded database in the data folder.
std::string databaseUrl(Settings const& settings);
// The same without a pool before it: for sessions that keep what they set.
std::string directUrl(Settings const& settings);

// Throws std::runtime_error when the URL names an SQLite file that does not exist.
void requireFile(std::string const& database_url);

// Opens the database, creating an SQLite one that does not exist, and brings its schema up to
// date. One whose rows are being moved is refused. Throws db::Failure or std::runtime_error with
// one clear line.
std::unique_ptr<db::Database> openDatabase(Settings const& settings);

// The same for a database that must exist: after a typo in the path, an empty one would look like
// the real one.
std::unique_ptr<db::Database> openExistingDatabase(Settings const& settings);

// The database that reads reports at a replica; null without `--database-replica`. Does not
// connect. Throws db::Failure for a URL that cannot be used.
std::unique_ptr<db::ReplicaDatabase> openReplica(
    db::Database& primary, db::ReplicaSettings const& settings
);

// The lab's own database; null if it has none. Does not connect yet. Throws db::Failure for a URL
// that cannot be used.
std::unique_ptr<db::ForeignDatabase> openLabDatabase(
    lab::LabSettings const& lab, std::size_t sessions_max
);

}  // namespace antrean::app
