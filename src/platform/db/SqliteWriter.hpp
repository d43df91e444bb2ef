#pragma once

#include "db/JobLine.hpp"
#include "db/OpenTransaction.hpp"
#include "db/SqliteConnection.hpp"
#include "db/SqliteUpkeep.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <thread>

namespace antrean::db {

// The one thread that writes. It takes all jobs in line, runs them in one transaction and commits
// once, so that they share one fsync. A job's `done` is called after that commit, in the order of
// the jobs.
//
// A job that fails after it has written must be undone without the others. A savepoint per job
// would do that, but SQLite then keeps a copy of every page that the job changes, which takes a
// tenth of the job's time. So jobs run without savepoints until one has to be undone: the
// transaction is rolled back, and all of its jobs run again, with savepoints. The next jobs get
// savepoints as well, so that a series of failures does not repeat every transaction. A job that is
// alone in its transaction is rolled back with it.
class SqliteWriter {
public:
    struct Shared {
        Changes& changes;
        SqliteStamps& stamps;
        SqliteHealth& health;
    };
    // Opens the file. Throws Failure.
    SqliteWriter(SqliteFile file, std::size_t waiting_max, Shared shared);
    ~SqliteWriter();

    void submit(Job job);
    // Finishes the jobs in line.
    void stop();

private:
    static constexpr std::size_t kBatchMax = 128;
    static constexpr int kSavepointsAfterUndo = 512;
    using Jobs = std::span<WaitingJob>;

    enum class Outcome {
        done,             // kept, or undone
        needs_savepoint,  // the job failed, and its changes cannot be undone alone
        lost,             // the engine rolled back the whole transaction
    };
    struct Ran {
        Outcome outcome{};
        std::size_t count = 0;  // of jobs, the last of which has the outcome
    };

    void loop();
    // Runs as many of the first jobs as fit into one transaction, and ends them. Returns how many.
    std::size_t runTogether(Jobs jobs);
    void begin();
    void commit();
    Ran runAll(Jobs jobs);
    Outcome runOne(Job& job, OpenTransaction& transaction, OpenTransaction::End& end);
    void startAgain(Jobs ran);
    void deliver(Jobs jobs);
    void refuse(Jobs jobs, std::string const& cause);
    void noteDamage(std::optional<FailureKind> kind, std::string const& what);
    void abandon();
    void finishCheckpoint();
    void shrinkWal();

    SqliteFile file_;
    Changes& changes_;
    SqliteStamps& stamps_;
    SqliteHealth& health_;
    SqliteUpkeep upkeep_;
    bool is_failing_ = false;
    int savepoints_left_ = 0;                 // the next jobs, so many, run inside savepoints
    std::unique_ptr<SqliteSession> session_;  // empty after a failure, until the next batch
    std::int64_t changes_before_ = 0;         // rows changed by the session before this transaction
    std::deque<OpenTransaction> transactions_;
    std::vector<OpenTransaction::End> ends_;
    JobLine line_;
    std::thread thread_;
};

}  // namespace antrean::db
