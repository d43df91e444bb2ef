#pragma once

#include "base/Watcher.hpp"
#include "db/Database.hpp"
#include "db/PostgresSockets.hpp"
#include "db/ReplicaSettings.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

struct pg_conn;

namespace antrean::db {

struct ReplicaState {
    std::string trouble;                  // why the replica is not read; empty: it is
    std::chrono::milliseconds behind{0};  // as of the last look that was answered
    std::int64_t bytes_behind = 0;
};

// Looks twice a second whether a replica may be read: it answers, is a standby of this database, is
// receiving changes, and is not far behind. How far is the age of the oldest position of the
// primary, of those seen here, that the replica has not reached. So no clocks are compared, and an
// idle primary makes no delay.
class ReplicaWatch {
public:
    // Does not connect. Throws Failure for a URL that cannot be read. `sockets` are broken when the
    // replica does not answer.
    ReplicaWatch(
        ReplicaSettings const& settings, Database& primary, PostgresSockets const& sockets
    );
    ~ReplicaWatch();
    ReplicaWatch(ReplicaWatch const&) = delete;
    ReplicaWatch& operator=(ReplicaWatch const&) = delete;

    void start();
    void stop() { watcher_.stop(); }
    // Looks once. Only without start().
    ReplicaState examine();

    // Thread-safe.
    bool isUsable() const { return is_usable_; }
    ReplicaState state() const;
    // A session failed: looks now.
    void doubt() { watcher_.poke(); }

    // What one of both servers says of itself.
    struct Facts {
        std::string system;    // the same for a primary and its standbys
        std::string database;  // its name
        bool is_standby = false;
        bool is_receiving = false;
        std::int64_t position = 0;  // of the primary: written; of a standby: replayed
    };

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Sample {
        Time seen_at;
        std::int64_t position = 0;
    };

    bool look();
    std::string findTrouble();
    std::string compare(Facts const& primary, Facts const& replica);
    Facts askReplica();
    std::chrono::milliseconds noteBehind(std::int64_t written, std::int64_t replayed);

    std::string const conninfo_;
    std::chrono::milliseconds const behind_max_;
    Database& primary_;
    PostgresSockets const& sockets_;
    std::unique_ptr<pg_conn, void (*)(pg_conn*)> connection_;
    std::deque<Sample> ahead_;  // positions of the primary that the replica has not reached
    bool has_looked_ = false;
    std::atomic<bool> is_usable_{false};
    mutable std::mutex mutex_;
    ReplicaState state_{.trouble = "it was not asked yet"};  // under the mutex
    Watcher watcher_;
};

// The position of everything that the primary has answered, as a number of bytes, and the number of
// the notices that were published before.
struct Position {
    std::int64_t bytes = 0;
    std::uint64_t notices_seen = 0;
};
Position positionOf(Transaction& primary);

}  // namespace antrean::db
