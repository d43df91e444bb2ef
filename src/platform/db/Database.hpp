// Runs synchronous functions of a transaction on either engine.
#pragma once

#include "base/Result.hpp"
#include "db/Transaction.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace antrean::db {

struct Settings {
    std::string url;                   // sqlite:PATH or postgresql://USER:PASS@HOST:PORT/DB
    std::string direct_url;            // the server itself, if `url` is a pool in transaction mode
    std::size_t sessions = 8;          // PostgreSQL: pool; SQLite: readers
    std::size_t waiting_max = 10'000;  // jobs in line; one more is refused with unavailable
    // Searches that run at the same time. Other reads have the other sessions.
    std::size_t searches_max = 2;
    std::chrono::milliseconds busy_timeout{5'000};
    // SQLite: a longer WAL is cut back to this, little by little. A commit into a file that has the
    // room already is cheaper than one that makes the file grow.
    std::uintmax_t wal_kept_bytes = std::uintmax_t{256} << 20U;
};

// What a transaction does, which decides where it runs.
enum class Mode : std::uint8_t {
    glance,      // reads a few rows with one statement
    quick_read,  // reads a few rows
    read,
    search,  // a read that may look at every row of a large table
    write,
    read_apart,  // reads for many seconds
};

// Work inside one transaction. `run` may be called several times: after a serialization failure, a
// lost connection, or when a transaction that it shared with other jobs was rolled back. So it
// leaves nothing behind but what it did in the transaction. It returns whether to commit. `done` is
// called exactly once: without an error when the transaction ended as `run` wished (committed data
// is on disk by then), with one when it did not.
struct Job {
    std::function<bool(Transaction&)> run;
    std::function<void(std::optional<Error>)> done;
    // For searches: once a stop is requested, the job does not run, or SQLite interrupts it.
    std::stop_token unwanted = {};
    // After this time the job ends with unavailable, in line or while it runs.
    std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
    // For writes: those with the same lane change the same rows, so in separate transactions they
    // would wait for each other. On PostgreSQL they run one after the other, and those that wait
    // share a transaction. Empty: the job waits for none.
    std::string lane = {};
};

// Thread-safe.
class Database {
public:
    virtual ~Database() = default;

    virtual Engine engine() const = 0;
    // Why the database should not be used for now, as far as is known without asking it; empty if
    // it can be read and written. Never blocks.
    virtual std::optional<std::string> trouble() const { return std::nullopt; }
    // Runs the job
    // - read, search, write: on a database thread. Does not block: the job waits in line. When the
    // line is
    //   full, `done` is called at once, with unavailable. Only Settings::searches_max searches run
    //   at the same time.
    // - glance, quick_read: on the calling thread where the engine answers without a round trip
    //   (SQLite); then `done` has been called when this returns. Elsewhere as read. (A glance needs
    //   no BEGIN and COMMIT, which take a tenth of the time of a short request, and two round trips
    //   of three on PostgreSQL.)
    // - read_apart: on the calling thread, in a session of its own, so that no other job waits for
    //   it. `done` has been called when this returns.
    virtual void run(Mode mode, Job job) = 0;

    // Calls `listener` for every committed Transaction::notice of any process: with its topic, or
    // with an empty one when anything may have changed (listeners then drop all they keep), and
    // with its number in the order of Transaction::noticesSeen. On a database thread; it must not
    // throw. Register before the first job, for the database's life.
    using NoticeListener = std::function<void(std::string_view topic, std::uint64_t count)>;
    virtual void onNotice(NoticeListener listener) = 0;
    // The same for the transactions of this process alone: after the other listeners, and before
    // the job's `done`. So the client that made a change is answered when the listener has applied
    // it. The listener may read with read_apart, but must not wait for a job in line.
    virtual void onOwnNotice(NoticeListener listener) = 0;
    // Takes no more jobs, finishes those in line, joins the threads.
    virtual void stop() = 0;

    // Wait for the end of the transaction and return what `work` returned; a failure rolls back.
    // read and write: never on an I/O or a database thread.
    template <class T>
    Result<T> read(std::function<Result<T>(Transaction&)> const& work) {
        return wait<T>(Mode::read, work);
    }
    template <class T>
    Result<T> write(std::function<Result<T>(Transaction&)> const& work) {
        return wait<T>(Mode::write, work);
    }
    template <class T>
    Result<T> readApart(std::function<Result<T>(Transaction&)> const& work) {
        return wait<T>(Mode::read_apart, work);
    }

private:
    std::optional<Error> runAndWait(Mode mode, std::function<bool(Transaction&)> run);

    template <class T>
    Result<T> wait(Mode mode, std::function<Result<T>(Transaction&)> const& work) {
        std::optional<Result<T>> result;
        auto error = runAndWait(mode, [&result, &work](Transaction& transaction) {
            result.emplace(work(transaction));
            return result->has_value();
        });
        if (error)
            return *std::move(error);
        return *std::move(result);
    }
};

// Opens the database without touching its schema. Throws Failure, with a text of one line, when the
// database cannot be reached or its URL cannot be read.
std::unique_ptr<Database> open(Settings const& settings);

}  // namespace antrean::db
