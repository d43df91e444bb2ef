#pragma once

#include "db/JobLine.hpp"
#include "db/OpenTransaction.hpp"
#include "db/SqliteConnection.hpp"
#include "db/SqliteUpkeep.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <thread>

namespace antrean::db {

// The one thread that writes. It takes all jobs in line, runs each inside a savepoint of one outer
// transaction and commits once, so that they share one fsync. A job's `done` is called after that
// commit, in the order of the jobs.
class SqliteWriter {
public:
    // Opens the file. Throws Failure.
    SqliteWriter(SqliteFile file, std::size_t waiting_max, Changes& changes);
    ~SqliteWriter();

    void submit(Job job) { line_.push(Mode::write, std::move(job)); }
    // Finishes the jobs in line.
    void stop();

private:
    static constexpr std::size_t kBatchMax = 128;
    using Jobs = std::span<WaitingJob>;

    void loop();
    // Runs as many of the first jobs as fit into one transaction, and ends them. Returns how many.
    std::size_t runTogether(Jobs jobs);
    void begin();
    // False when the whole outer transaction is gone.
    bool runOne(Job& job, OpenTransaction& transaction, OpenTransaction::End& end);
    void deliver(Jobs jobs);
    void refuse(Jobs jobs, std::string const& cause);
    void abandon();
    void finishCheckpoint();
    void shrinkWal();

    SqliteFile file_;
    Changes& changes_;
    SqliteUpkeep upkeep_;
    bool is_failing_ = false;
    std::unique_ptr<Session> session_;  // empty after a failure, until the next batch
    std::deque<OpenTransaction> transactions_;
    std::vector<OpenTransaction::End> ends_;
    JobLine line_;
    std::thread thread_;
};

}  // namespace antrean::db
