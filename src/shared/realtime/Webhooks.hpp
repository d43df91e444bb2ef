// Calls the webhooks of apps for events in their channels, as hosted Pusher does: with bodies of
// several events, in order and at least once (delivery/Outbox.hpp).
//
// Of several processes on one database, one reports an occupied channel or a member: the one that
// inserts the row into `announced_presences`, or deletes it. A channel that is occupied again
// within kGrace, or a member that is back, is not reported as gone.
//
// Anyone may occupy public channels, so what is reported of an app has a rate, and what waits for a
// webhook has a limit. Beyond them events are dropped, and one `events_dropped` has their number.
#pragma once

#include "base/Clock.hpp"
#include "base/Watcher.hpp"
#include "realtime/Hub.hpp"
#include "realtime/RateLimit.hpp"
#include "realtime/WebhookEvent.hpp"

#include <boost/json/object.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::delivery {
class Outbox;
}

namespace antrean::realtime {

class Webhooks {
public:
    static constexpr std::chrono::seconds kGrace{3};
    // Events that wait for the database; more are dropped.
    static constexpr std::size_t kWaitingMax = 10'000;
    // Occupied channels, members and misses of an app: so many at once, and then per second.
    static constexpr std::size_t kEventsAtOnce = 2'000;
    static constexpr std::size_t kEventsPerSecond = 10;
    // Calls that wait for one webhook.
    static constexpr std::int64_t kCallsWaitingMax = 500;
    // Dropped events are summed up for this long.
    static constexpr std::chrono::seconds kSummaryEvery{10};

    // Before the first connection. Hubs of apps without webhooks are ignored. All arguments outlive
    // it.
    Webhooks(
        db::Database& database,
        delivery::Outbox const& outbox,
        Clock const& clock,
        std::vector<Hub*> const& hubs
    );
    ~Webhooks();
    Webhooks(Webhooks const&) = delete;
    Webhooks& operator=(Webhooks const&) = delete;

    // After PeerBus::start. Also looks for what is left over.
    void start();
    // Reports as gone what was reported as present and is not present in any process: the process
    // that should have reported it is dead, and may have died before the others knew of it.
    // Thread-safe, does not wait.
    void lookForLeftOver();
    // Before Database::stop.
    void stop();

private:
    class Observer;
    struct Report {
        Hub* hub = nullptr;
        WebhookEvent event;
        Instant at;
    };
    // Without a kind: for every webhook.
    using Events = std::vector<std::pair<std::optional<WebhookEvent::Kind>, boost::json::object>>;

    void add(Report report);
    void drop(Hub const& hub, std::size_t count);
    // How many events were dropped, if it is time to report that.
    std::map<Hub const*, std::size_t> takeDropped();
    void takeDue();
    // These three return false when the database does not answer.
    bool look();
    bool findLeftOver();
    bool store();
    // Whether this process is the one to report it.
    bool claim(db::Transaction& transaction, Report const& report) const;
    // Returns how many events were dropped, as the webhook has too many calls that wait.
    std::size_t send(
        db::Transaction& transaction, Hub const& hub, Events const& events, Instant now
    ) const;

    db::Database& database_;
    delivery::Outbox const& outbox_;
    Clock const& clock_;
    std::vector<std::unique_ptr<Observer>> observers_;
    std::vector<Report> unstored_;  // only the watcher's thread uses it

    std::mutex mutex_;
    std::deque<Report> happened_;                // under the mutex
    std::deque<Report> gone_;                    // under the mutex: to be checked after kGrace
    std::map<Hub const*, std::size_t> dropped_;  // under the mutex
    std::map<Hub const*, RateLimit> rates_;      // under the mutex
    RateLimit::Time next_summary_{};             // only the watcher's thread uses it
    std::atomic<bool> must_find_left_over_{false};
    Watcher watcher_;
};

}  // namespace antrean::realtime
