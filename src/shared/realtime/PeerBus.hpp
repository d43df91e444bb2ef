// Carries the batches of a PeerGroup between the processes on one PostgreSQL: as rows that are kept
// for a minute, with a notice for each. An advisory lock lets one process write at a time, so that
// all read the rows in one order.
#pragma once

#include "base/Watcher.hpp"
#include "realtime/PeerGroup.hpp"

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
    // Called on the bus's thread. Neither may wait.
    struct Actions {
        std::function<void()> announce;  // publish the lasting events again
        std::function<void()> lost;      // another process is gone
    };

    // Before the first connection. A process that writes nothing for `silence_max` counts as gone.
    // All arguments outlive it.
    PeerBus(
        db::Database& database,
        std::vector<Hub*> const& hubs,
        std::chrono::milliseconds silence_max,
        Actions actions
    );
    ~PeerBus();
    PeerBus(PeerBus const&) = delete;
    PeerBus& operator=(PeerBus const&) = delete;

    // Returns when the states of the other processes are known, but after a second at the latest,
    // because one of them may be dead.
    void start();
    // Leaves the group. Before Database::stop.
    void stop();
    // Makes the other processes publish their lasting events again. Thread-safe.
    void requestAnnouncements() { group_.requestAnnouncements(); }
    // For Database::onNotice.
    void onNotice(std::string_view topic);

private:
    using Time = PeerGroup::Time;

    void enter();
    // These four return false when the database does not answer.
    bool look();
    bool exchange();
    bool write();
    bool read();
    void prune(Time now);

    db::Database& database_;
    std::string const name_;
    PeerGroup group_;
    std::int64_t position_ = 0;                            // the last row that was read
    std::deque<std::pair<Time, std::int64_t>> positions_;  // its past values

    // Set when the database's connection is new: rows may be numbered anew, and notices may have
    // been missed.
    std::atomic<bool> must_reread_{false};
    Watcher watcher_;
};

}  // namespace antrean::realtime
