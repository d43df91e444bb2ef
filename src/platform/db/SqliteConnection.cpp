#include "db/SqliteConnection.hpp"

#include "base/Fold.hpp"
#include "base/Text.hpp"
#include "db/Failure.hpp"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>

namespace antrean::db {

namespace {

// A function of one text. NULL stays NULL.
template <std::string (*change)(std::string_view)>
void changed(sqlite3_context* context, int, sqlite3_value** values) {
    auto const* const text = reinterpret_cast<char const*>(sqlite3_value_text(values[0]));
    if (text == nullptr)
        return;
    auto const size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
    auto const result = change(std::string_view(text, size));
    sqlite3_result_text(context, result.data(), static_cast<int>(result.size()), SQLITE_TRANSIENT);
}

void addFunctions(sqlite3* connection) {
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    auto const add = [connection](char const* name, auto* function) {
        sqlite3_create_function(connection, name, 1, kFlags, nullptr, function, nullptr, nullptr);
    };
    // SQLite's own lower() knows ASCII only; lists are sorted as on PostgreSQL.
    add("lower", changed<text::lower>);
    // On PostgreSQL a migration creates it.
    add("fold_text", changed<text::fold>);
}

// Another process may be switching the same new file to WAL at this moment, and SQLite then says
// "locked" without waiting.
void switchToWal(SqliteSession& session, std::chrono::milliseconds patience) {
    auto const give_up_at = std::chrono::steady_clock::now() + patience;
    for (;;) {
        try {
            session.script("PRAGMA journal_mode = WAL");
            return;
        } catch (Failure const&) {
            auto const code = sqlite3_errcode(session.handle());
            bool const is_held = code == SQLITE_BUSY || code == SQLITE_LOCKED;
            if (!is_held || std::chrono::steady_clock::now() > give_up_at)
                throw;
            sqlite3_sleep(10);
        }
    }
}

}  // namespace

std::unique_ptr<SqliteSession> openSqlite(SqliteFile const& file, Access access) {
    if (file.path.empty() || file.path.find('"') != std::string::npos)
        throw Failure(FailureKind::broken, "not a usable database path: '" + file.path + "'");
    if (access != Access::write && !std::filesystem::exists(file.path))
        throw Failure(FailureKind::unavailable, "no database file at " + file.path);
    try {
        auto session = std::make_unique<SqliteSession>(file.path);
        sqlite3_busy_timeout(session->handle(), static_cast<int>(file.busy_timeout.count()));
        sqlite3_extended_result_codes(session->handle(), 0);
        addFunctions(session->handle());
        if (access == Access::write) {
            // SQLite opens a file that it may not write read-only. The session would stay read-only
            // even when the disk can be written again.
            if (sqlite3_db_readonly(session->handle(), "main") == 1)
                throw Failure(FailureKind::unavailable, "the file cannot be written");
            switchToWal(*session, file.busy_timeout);
            // Checkpoints are db/SqliteUpkeep's.
            session->script(
                "PRAGMA synchronous = FULL;"
                "PRAGMA foreign_keys = ON;"
                "PRAGMA temp_store = MEMORY;"
                "PRAGMA cache_size = -16000;"
                "PRAGMA wal_autocheckpoint = 0"
            );
        } else {
            session->script(
                "PRAGMA query_only = ON;"
                "PRAGMA temp_store = MEMORY;"
                "PRAGMA cache_size = -2000"
            );
            // Each commit makes a reader drop its page cache; mapped pages need no cache. A scan
            // would map the whole file, so it gets less.
            session->script(
                access == Access::scan ? "PRAGMA mmap_size = 33554432"
                                       : "PRAGMA mmap_size = 268435456"
            );
            session->refuseWrites();
        }
        return session;
    } catch (Failure const& failure) {
        throw Failure(failure.kind(), "database " + file.path + ": " + failure.what());
    }
}

}  // namespace antrean::db
