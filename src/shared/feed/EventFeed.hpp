// Passes the entries of the ledger to clients of /api/events.
#pragma once

#include "http/LiveSocket.hpp"
#include "http/Mailbox.hpp"
#include "ledger/Tail.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::feed {

// All entries with numbers in (after, last]. `last` is lower than `after` when the database was
// replaced by an older one.
struct EventBatch {
    std::int64_t after = 0;
    std::int64_t last = 0;
    std::vector<ledger::Entry> entries;
    http::Frame stream_text;  // as Server-Sent Events
};
using SharedBatch = std::shared_ptr<EventBatch const>;

// Gets each batch of new entries, on its I/O thread.
class EventFollower {
public:
    virtual ~EventFollower() = default;
    // `batch` may begin before or after the last number that the follower knows. Must not add or
    // remove followers.
    virtual void onBatch(EventBatch const& batch) = 0;
};

// Thread-safe, except add() and remove(), which are for the follower's thread.
class EventFeed final : public ledger::Follower {
public:
    // Before the tail and the server. `database` outlives the feed.
    void start(db::Database& database, std::vector<std::shared_ptr<http::Mailbox>> threads);

    void onBatch(ledger::SharedBatch const& batch) override;
    bool needsOtherDays() const override { return follower_count_ > 0; }

    void add(std::size_t thread, EventFollower& follower);
    void remove(std::size_t thread, EventFollower& follower);
    // The last number up to which entries are final.
    std::int64_t settled() const { return settled_; }
    // Reads the entries after `after`. Calls `then` on that I/O thread, with null if the database
    // does not answer.
    void read(std::int64_t after, std::size_t thread, std::function<void(SharedBatch)> then);
    // The same for the last number of the ledger, settled or not.
    void findLast(std::size_t thread, std::function<void(std::optional<std::int64_t> last)> then);

private:
    void post(SharedBatch const& batch);

    db::Database* database_ = nullptr;
    std::vector<std::shared_ptr<http::Mailbox>> threads_;
    std::vector<std::unordered_set<EventFollower*>> followers_;  // by thread, each on its own
    std::atomic<std::size_t> follower_count_{0};
    std::atomic<std::int64_t> settled_{0};
};

}  // namespace antrean::feed
