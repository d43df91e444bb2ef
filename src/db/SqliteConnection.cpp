#include "db/SqliteConnection.hpp"

#include "db/Failure.hpp"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <mutex>

namespace antrean::db {

namespace {

// Nobody reads SQLite's memory statistics, and the lock around them is shared by all threads.
void configureOnce() {
    static std::once_flag flag;
    std::call_once(flag, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

// Another process may be switching the same new file to WAL at this moment, and SQLite then says
// "locked" without waiting.
void switchToWal(Session& session, std::chrono::milliseconds patience) {
    auto const give_up_at = std::chrono::steady_clock::now() + patience;
    for (;;) {
        try {
            session.script("PRAGMA journal_mode = WAL");
            return;
        } catch (Failure const& failure) {
            if (failure.kind() != FailureKind::unavailable ||
                std::chrono::steady_clock::now() > give_up_at)
                throw;
            sqlite3_sleep(10);
        }
    }
}

}  // namespace

std::unique_ptr<Session> openSqlite(SqliteFile const& file, Access access) {
    if (file.path.empty() || file.path.find('"') != std::string::npos)
        throw Failure(FailureKind::broken, "not a usable database path: '" + file.path + "'");
    if (access == Access::read && !std::filesystem::exists(file.path))
        throw Failure(FailureKind::unavailable, "no database file at " + file.path);
    configureOnce();
    try {
        auto session = std::make_unique<Session>(Engine::sqlite, file.path);
        sqlite3_busy_timeout(session->sqlite(), static_cast<int>(file.busy_timeout.count()));
        sqlite3_extended_result_codes(session->sqlite(), 0);
        if (access == Access::write) {
            switchToWal(*session, file.busy_timeout);
            // Checkpoints are db/SqliteUpkeep's.
            session->script(
                "PRAGMA synchronous = FULL;"
                "PRAGMA foreign_keys = ON;"
                "PRAGMA temp_store = MEMORY;"
                "PRAGMA cache_size = -16000;"
                "PRAGMA wal_autocheckpoint = 0;"
                "PRAGMA journal_size_limit = 67108864"
            );
        } else {
            // Each commit makes a reader forget its page cache; mapped pages need none.
            session->script(
                "PRAGMA query_only = ON;"
                "PRAGMA temp_store = MEMORY;"
                "PRAGMA cache_size = -2000;"
                "PRAGMA mmap_size = 268435456"
            );
            session->refuseWrites(true);
        }
        return session;
    } catch (Failure const& failure) {
        throw Failure(failure.kind(), "database " + file.path + ": " + failure.what());
    }
}

}  // namespace antrean::db
