#pragma once

#include "db/Session.hpp"
#include "db/SqliteConnection.hpp"

#include <memory>
#include <string>

namespace antrean::db {

// A session of its own for a command that works for minutes: no statement has a time limit there.
// `url` is that of any database (db/DatabaseUrl.hpp). Access::read has the server refuse writes.
// Throws Failure.
std::unique_ptr<Session> openLongSession(std::string const& url, Access access);

}  // namespace antrean::db
