// What a SQLite database needs beside its writer and its readers: checkpoints, and an ear for
// changes that other processes make.
#pragma once

#include "db/Changes.hpp"
#include "db/SqliteConnection.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace antrean::db {

// Copies the WAL back into the database file on a thread of its own, so that no commit waits for
// it: whenever the WAL has grown by kPagesSoft pages. Under steady writing such a copy never quite
// catches up, and SQLite starts the WAL over only after one that did; so beyond kPagesHard the
// writer is asked to copy the little that is left between two commits.
class SqliteUpkeep {
public:
    static constexpr int kPagesSoft = 1000;
    static constexpr int kPagesHard = 4000;

    SqliteUpkeep(SqliteFile file, Changes& changes);
    ~SqliteUpkeep();

    // From the writer: the WAL's length after a commit.
    void noteWalPages(int pages);
    // To the writer: copy the rest now.
    bool takeFinishRequest() { return must_finish_.exchange(false); }
    void stop();

    static void checkpoint(Session& session);

private:
    void loop(std::stop_token stop);
    void copyBack();
    void readNotices();

    SqliteFile file_;
    Changes& changes_;
    std::unique_ptr<Session> session_;
    std::int64_t data_version_ = 0;
    std::atomic<int> wal_pages_{0};
    std::atomic<bool> must_finish_{false};
    int ask_at_pages_ = kPagesSoft;  // the writer's
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_asked_ = false;
    std::jthread thread_;
};

}  // namespace antrean::db
