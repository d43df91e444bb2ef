#pragma once

#include "db/JobLine.hpp"
#include "db/OpenTransaction.hpp"
#include "db/SqliteConnection.hpp"
#include "db/SqliteHealth.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace antrean::db {

// Threads that read, each with a session of its own, and sessions for other threads that run their
// reads themselves. A session is opened when it is first needed.
class SqliteReaders {
public:
    struct Shared {
        Changes& changes;
        SqliteHealth& health;
    };
    SqliteReaders(SqliteFile file, Settings const& settings, Shared shared);
    ~SqliteReaders();

    // `mode`: read or search.
    void submit(Mode mode, Job job) { line_.push(mode, std::move(job)); }
    // On the calling thread. After stop() the job is refused.
    void runHere(Mode mode, Job job);
    // On the calling thread, in a session for this job alone.
    void runApart(Job job);
    // Finishes the jobs in line, and waits for threads inside runHere.
    void stop();

private:
    struct Reader {
        std::mutex mutex;  // held while a job runs; stop() takes it to close the session
        bool is_closed = false;
        Access access = Access::read;
        std::unique_ptr<SqliteSession> session;  // empty until needed, and after a failure
        OpenTransaction transaction;
    };

    void loop();
    std::optional<Error> run(Reader& reader, Mode mode, Job& job);
    Error errorAfter(OpenTransaction::Problem const& problem);
    Reader* readerOfThisThread();

    SqliteFile file_;
    Changes& changes_;
    SqliteHealth& health_;
    std::uint64_t const number_;  // no other database of this program ever has the same
    JobLine line_;
    std::mutex mutex_;
    bool is_stopped_ = false;
    std::vector<std::shared_ptr<Reader>> readers_here_;
    std::vector<std::thread> threads_;
};

}  // namespace antrean::db
