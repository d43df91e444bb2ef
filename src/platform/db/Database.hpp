// The seam between "a synchronous function of a transaction" and the two engines.
#pragma once

#include "base/Result.hpp"
#include "db/Transaction.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {

struct Settings {
    std::string url;                   // sqlite:PATH or postgresql://USER:PASS@HOST:PORT/DB
    std::size_t sessions = 8;          // PostgreSQL: pool; SQLite: readers
    std::size_t waiting_max = 10'000;  // jobs in line; one more is refused with unavailable
    std::chrono::milliseconds busy_timeout{5'000};
    // SQLite: a longer WAL is cut back to this, little by little. Room that is there costs a commit
    // less than a file that grows.
    std::uintmax_t wal_kept_bytes = std::uintmax_t{256} << 20U;
};

// Work inside one transaction. `run` may be called again after a serialization failure or a lost
// connection, so it leaves nothing behind but what it did in the transaction; it returns whether
// to commit. `done` is called exactly once, on a database thread: without an error when the
// transaction ended as `run` wished (committed data is on disk by then), with one when it did not.
struct Job {
    std::function<bool(Transaction&)> run;
    std::function<void(std::optional<Error>)> done;
    // `run` reads with one statement, which sees one moment by itself: readHere then spares the
    // BEGIN and COMMIT around it, a tenth of the time of a short request.
    bool is_one_statement = false;
};

enum class Mode { read, write };

// Thread-safe.
class Database {
public:
    virtual ~Database() = default;

    virtual Engine engine() const = 0;
    // Never blocks: the job waits in line for a database thread.
    virtual void submit(Mode mode, Job job) = 0;
    // A short read on the calling thread, where the engine can answer without a round trip
    // (SQLite: a session of this thread's own). false: not possible here, use submit.
    virtual bool readHere(Job& job) = 0;
    // A read of many seconds: on the calling thread, in a session of its own that is closed after
    // it, so that no other job waits for it. `done` has been called when this returns.
    virtual void readApart(Job job) = 0;
    // Calls `listener` on a database thread for every committed Transaction::notice of any process:
    // with its topic, or with an empty one when anything may have changed (listeners then drop all
    // they keep), and with its count in the order that Transaction::noticesSeen speaks of. Register
    // before the first job; for the database's life. Must not throw.
    using NoticeListener = std::function<void(std::string_view topic, std::uint64_t count)>;
    virtual void onNotice(NoticeListener listener) = 0;
    // As onNotice, for the transactions of this process alone, and after those listeners: called on
    // the thread that committed, before the job's `done`. So whoever made the change is answered
    // when the listener has gone by it. It may read, by readHere and readApart, never by submit
    // and waiting.
    virtual void onOwnNotice(NoticeListener listener) = 0;
    // Stops taking jobs, finishes those in line, joins the threads.
    virtual void stop() = 0;

    // Waits for the transaction's end. Never call it from an I/O or a database thread.
    template <class T>
    Result<T> read(std::function<Result<T>(Transaction&)> const& work) {
        return wait<T>(Mode::read, work);
    }
    template <class T>
    Result<T> write(std::function<Result<T>(Transaction&)> const& work) {
        return wait<T>(Mode::write, work);
    }
    // The same by readApart.
    template <class T>
    Result<T> readApart(std::function<Result<T>(Transaction&)> const& work) {
        std::optional<Result<T>> result;
        std::optional<Error> error;
        readApart(Job{
            [&result, &work](Transaction& transaction) {
                result.emplace(work(transaction));
                return result->has_value();
            },
            [&error](std::optional<Error> failure) { error = std::move(failure); },
        });
        if (error)
            return *error;
        return std::move(*result);
    }

private:
    void runAndWait(Mode mode, std::function<bool(Transaction&)> run, std::optional<Error>& error);

    template <class T>
    Result<T> wait(Mode mode, std::function<Result<T>(Transaction&)> const& work) {
        std::optional<Result<T>> result;
        std::optional<Error> error;
        runAndWait(
            mode,
            [&result, &work](Transaction& transaction) {
                result.emplace(work(transaction));
                return result->has_value();
            },
            error
        );
        if (error)
            return *error;
        return std::move(*result);
    }
};

// Opens the database without touching its schema. Throws Failure with one clear line when it
// cannot be reached or its URL cannot be read.
std::unique_ptr<Database> open(Settings const& settings);

}  // namespace antrean::db
