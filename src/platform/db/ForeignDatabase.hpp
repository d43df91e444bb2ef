// A database of another system, with a schema that is not ours, on any server.
#pragma once

#include "base/Result.hpp"
#include "db/DatabaseUrl.hpp"
#include "db/Session.hpp"
#include "db/Transaction.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace antrean::db {

struct ForeignSettings {
    std::string url;  // mysql://, postgresql:// or sqlite:PATH
    std::size_t sessions_max = 4;
    bool may_write = false;  // otherwise the server itself refuses writes
};

// Thread-safe. The database may be away at any time, also at the start: then calls are refused at
// once, and a second later the next call tries to connect again.
class ForeignDatabase {
public:
    // Does not connect. Throws Failure for a URL that cannot be read.
    explicit ForeignDatabase(ForeignSettings settings);
    ~ForeignDatabase();
    ForeignDatabase(ForeignDatabase const&) = delete;
    ForeignDatabase& operator=(ForeignDatabase const&) = delete;

    // Runs `work` on a session; each statement is a transaction of its own. Blocks, so never on an
    // I/O or a database thread. `work` may run twice: the session may have been cut off since its
    // last use. Every failure of the database is Error::unavailable, with the reason as its cause.
    template <class T>
    Result<T> use(std::function<Result<T>(Statements&)> const& work) {
        std::optional<Result<T>> result;
        auto error =
            perform([&result, &work](Statements& statements) { result.emplace(work(statements)); });
        if (error)
            return *std::move(error);
        return *std::move(result);
    }

private:
    class Lease;

    std::optional<Error> perform(std::function<void(Statements&)> const& work);
    // Throws Failure.
    void performOnce(std::function<void(Statements&)> const& work, bool& was_idle);
    void dropIdle();
    std::unique_ptr<Session> connect();

    ForeignSettings settings_;
    DatabaseUrl url_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Session>> idle_;
    std::size_t in_use_ = 0;
    std::mutex connecting_;  // one at a time: the others would wait for the same timeout
    std::chrono::steady_clock::time_point away_until_;  // under `connecting_`
};

}  // namespace antrean::db
