// What a SQLite database needs beside its writer and its readers: checkpoints, and a look for
// changes that other processes made.
#pragma once

#include "base/Watcher.hpp"
#include "db/Changes.hpp"
#include "db/SqliteConnection.hpp"

#include <atomic>
#include <memory>

namespace antrean::db {

// Copies the WAL back into the database file whenever the WAL has grown by kPagesSoft pages. It
// does so on its own thread, so that no commit waits for it. Under steady writing such a copy never
// reaches the end of the WAL, and SQLite reuses the WAL only after a copy that did. Beyond
// kPagesHard the writer is therefore asked to copy the small rest between two commits.
class SqliteUpkeep {
public:
    static constexpr int kPagesSoft = 1000;
    static constexpr int kPagesHard = 4000;

    SqliteUpkeep(SqliteFile file, Changes& changes);

    // Called by the writer with the WAL's length after a commit.
    void noteWalPages(int pages);
    // Whether the writer has to copy the rest now. True once for each request.
    bool takeFinishRequest() { return must_finish_.exchange(false); }
    void stop();

    static void checkpoint(SqliteSession& session);

private:
    bool look(bool is_asked);
    void copyBack();
    void readNotices();

    SqliteFile file_;
    Changes& changes_;
    std::unique_ptr<SqliteSession> session_;
    std::int64_t data_version_ = 0;
    std::atomic<int> wal_pages_{0};
    std::atomic<bool> must_finish_{false};
    int ask_at_pages_ = kPagesSoft;  // only the writer's thread uses it
    Watcher watcher_;
};

}  // namespace antrean::db
