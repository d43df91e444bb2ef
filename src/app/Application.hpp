// Builds the program from its parts, in order, and serves until it is told to stop.
#pragma once

#include "app/Settings.hpp"

#include <memory>
#include <string>

namespace antrean::db {
class Database;
}

namespace antrean::app {

// --database, or what stands for it.
std::string databaseUrl(Settings const& settings);

// Where the files of FAQ entries are.
std::string faqFolder(Settings const& settings);

// Opens the database and brings its schema up to date. Throws db::Failure, std::invalid_argument
// or std::runtime_error with one clear line.
std::unique_ptr<db::Database> openDatabase(Settings const& settings);

// Blocks until SIGTERM or SIGINT. Throws like openDatabase when it cannot start.
void serve(Settings const& settings);

}  // namespace antrean::app
