// Carries what the processes on one PostgreSQL tell each other: rows that live for a minute, and a
// notice for each. Rows are written one process at a time, so that all read them in one order.
#pragma once

#include "base/Watcher.hpp"
#include "realtime/Circle.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::realtime {

class PeerBus {
public:
    // What else this process does about the others. Neither may wait.
    struct Actions {
        std::function<void()> announce;  // another process was asked to announce
        std::function<void()> lost;      // another process is gone
    };

    // Before the first connection. Who is silent for longer than `silence_max` is taken for dead.
    // All outlive it.
    PeerBus(
        db::Database& database,
        std::vector<Hub*> const& hubs,
        std::chrono::milliseconds silence_max,
        Actions actions
    );
    ~PeerBus();
    PeerBus(PeerBus const&) = delete;
    PeerBus& operator=(PeerBus const&) = delete;

    // Returns when this process knows of the others, but after a second in any case: one of them
    // may be dead.
    void start();
    // Tells the others. Before Database::stop.
    void stop();
    // Has the other processes announce to their screens what they announce by themselves.
    void askToAnnounce() { circle_.askToAnnounce(); }
    // For Database::onNotice.
    void heard(std::string_view topic);

private:
    using Time = Circle::Time;

    void enter();
    bool look();
    // False: the database does not answer.
    bool exchange();
    bool write();
    bool read();
    void prune(Time now);

    db::Database& database_;
    std::string const name_;
    Circle circle_;
    std::int64_t position_ = 0;                            // the last row that was read
    std::deque<std::pair<Time, std::int64_t>> positions_;  // where it was lately

    // The connection was new: rows may be numbered anew, and notices may have been missed.
    std::atomic<bool> must_reread_{false};
    Watcher watcher_;
};

}  // namespace antrean::realtime
