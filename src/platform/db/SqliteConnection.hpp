#pragma once

#include "db/Database.hpp"
#include "db/SqliteSession.hpp"

#include <memory>
#include <string>

namespace antrean::db {

enum class Access {
    read,
    scan,  // reads much of the file once
    write,
};

struct SqliteFile {
    std::string path;
    std::chrono::milliseconds busy_timeout{};
    std::uintmax_t wal_kept_bytes = 0;
};

// A session on the file, with our settings. Access::write creates a missing file and puts it
// into WAL mode. Throws Failure.
std::unique_ptr<SqliteSession> openSqlite(SqliteFile const& file, Access access);

}  // namespace antrean::db
