// Passes the state of the queue to the streams of patients: one reading for each change of the
// ledger, whichever process made it, shared by all streams.
#pragma once

#include "base/Watcher.hpp"
#include "http/ClinicClock.hpp"
#include "http/Mailbox.hpp"
#include "ledger/Tail.hpp"
#include "ticket/QueueDay.hpp"
#include "ticket/VisitView.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::ticket {

// What all followers see. Immutable.
struct Outlook {
    SharedDay day;
    std::unordered_map<std::int64_t, VisitRow> others;  // followed visits of other days
    std::shared_ptr<clinic::Profile const> profile;

    // Null if the visit was removed.
    VisitRow const* find(std::int64_t id) const;
};
using SharedOutlook = std::shared_ptr<Outlook const>;

// Gets each outlook, on its I/O thread.
class VisitFollower {
public:
    virtual ~VisitFollower() = default;
    // Must not add or remove followers.
    virtual void onOutlook(SharedOutlook const& outlook) = 0;
};

// Thread-safe, except add() and remove(), which are for the follower's thread.
class VisitFeed final : public ledger::Follower {
public:
    // All three outlive it.
    VisitFeed(QueueDays& days, clinic::Profiles& profiles, http::ClinicClock const& clock);

    // Before the server runs. `database` outlives the feed.
    void start(db::Database& database, std::vector<std::shared_ptr<http::Mailbox>> threads);
    // Before the database stops.
    void stop();
    void onBatch(ledger::SharedBatch const& batch) override;

    // The follower gets an outlook soon, and then one after every change.
    void add(std::size_t thread, std::int64_t visit_id, VisitFollower& follower);
    void remove(std::size_t thread, std::int64_t visit_id, VisitFollower& follower);

private:
    // False: the database does not answer.
    bool look();
    SharedOutlook read(db::Transaction& transaction);
    std::vector<std::int64_t> followedIds();

    QueueDays& days_;
    clinic::Profiles& profiles_;
    http::ClinicClock const& clock_;
    db::Database* database_ = nullptr;
    std::vector<std::shared_ptr<http::Mailbox>> threads_;
    std::vector<std::unordered_set<VisitFollower*>> followers_;  // by thread, each on its own
    std::mutex mutex_;
    std::unordered_map<std::int64_t, std::size_t> followed_;  // followers by visit; under the mutex
    std::atomic<bool> has_new_follower_{false};
    SharedOutlook latest_;  // only the watcher's thread uses it
    Watcher watcher_;
};

}  // namespace antrean::ticket
