#pragma once

#include "delivery/Delivery.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::delivery {

class Watch;

struct DeliverySettings {
    std::chrono::seconds give_up{24 * 60 * 60};      // after it was due
    std::chrono::seconds keep_settled{90 * 86'400};  // then its row is removed
    std::string owner;                               // of leases: this process, and no other
};

struct Added {
    std::int64_t id = 0;
    bool is_new = true;  // false: `unique_key` was there already; nothing was added, and id is 0
};

// Where messages are written. Thread-safe.
class Outbox {
public:
    explicit Outbox(DeliverySettings settings) : settings_(std::move(settings)) {}

    // Writes the message in the caller's transaction; the dispatcher is woken after its commit.
    // `now`: the request's moment. `watch`, if any, is told how the first attempt ends.
    Added add(
        db::Transaction& transaction,
        Message const& message,
        Instant now,
        std::shared_ptr<Watch> watch = nullptr
    ) const;

    // Has a delivery sent, now, that failed, was cancelled or waits for its next attempt; it gets
    // the time of a new one.
    void sendAgain(db::Transaction& transaction, std::int64_t id, Instant now) const;

    DeliverySettings const& settings() const { return settings_; }
    // Called on a database thread after each commit that added something; before the first add.
    using Listener = std::function<void(std::int64_t id, std::shared_ptr<Watch> const& watch)>;
    void onAdded(Listener listener) { listener_ = std::move(listener); }

private:
    DeliverySettings settings_;
    Listener listener_;
};

}  // namespace antrean::delivery
