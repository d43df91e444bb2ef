// What a SQLite database needs beside its writer and its readers: checkpoints, a look for changes
// that other processes made, and a look whether the file is still there.
#pragma once

#include "base/Watcher.hpp"
#include "db/Changes.hpp"
#include "db/SqliteConnection.hpp"
#include "db/SqliteHealth.hpp"
#include "db/SqliteStamps.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace antrean::db {

// Copies the WAL back into the database file whenever the WAL has grown by kPagesSoft pages. It
// does so on its own thread, so that no commit waits for it. Under steady writing such a copy never
// reaches the end of the WAL, and SQLite reuses the WAL only after a copy that did. Beyond
// kPagesHard the writer is therefore asked to copy the small rest between two commits.
class SqliteUpkeep {
public:
    static constexpr int kPagesSoft = 1000;
    static constexpr int kPagesHard = 4000;

    struct Shared {
        Changes& changes;
        SqliteStamps& stamps;
        SqliteHealth& health;
    };
    SqliteUpkeep(SqliteFile file, Shared shared);

    // Called by the writer with the WAL's length after a commit.
    void noteWalPages(int pages);
    // Whether the writer has to copy the rest now. True once for each request.
    bool takeFinishRequest() { return must_finish_.exchange(false); }
    void stop();

    // Copies as much of the WAL as no reader needs, and returns whether that was all of it.
    // `session` is not in a transaction.
    bool checkpoint(SqliteSession& session);

private:
    bool look(bool is_asked);
    void watchFile();
    bool isRemoved();
    void copyBack();
    void readNotices();

    SqliteFile file_;
    Changes& changes_;
    SqliteStamps& stamps_;
    SqliteHealth& health_;
    std::unique_ptr<SqliteSession> session_;
    std::int64_t data_version_ = 0;
    std::atomic<int> wal_pages_{0};
    std::atomic<bool> must_finish_{false};
    // At the first commit, and only the writer's thread uses it. The first copy puts a new stamp
    // into the file, so that a copy of the file from before this start is recognized.
    int ask_at_pages_ = 1;
    // A reader was in the way, and the WAL is too short to ask again by itself. Until a copy is
    // complete, a backup from before it is not recognized (db/SqliteStamps.hpp).
    bool must_copy_again_ = false;
    std::optional<std::uint64_t> wal_inode_;
    bool was_strange_ = false;  // the file, at the last look
    Watcher watcher_;
};

}  // namespace antrean::db
