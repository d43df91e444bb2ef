#pragma once

#include "db/Query.hpp"

#include <string>

namespace antrean::db {

// Which database a URL names: mysql://, postgresql:// or sqlite:PATH.
struct DatabaseUrl {
    Engine engine{};
    std::string connection;  // SQLite: the path; otherwise key='value' pairs
};

// Throws Failure when the URL cannot be read. The message never repeats the URL, which may hold a
// password.
DatabaseUrl readUrl(std::string const& url);

// The URL as messages may show it.
std::string withoutPassword(std::string const& url);

}  // namespace antrean::db
