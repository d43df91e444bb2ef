#pragma once

#include "delivery/Delivery.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::delivery {

class Watch;

struct DeliverySettings {
    std::chrono::seconds give_up{24 * 60 * 60};  // how long after it was due
    std::chrono::seconds keep{90 * 86'400};      // how long rows are kept after their end
    std::string owner = randomOwner();           // the name of this process in its leases

    static std::string randomOwner();
};

struct Added {
    std::int64_t id = 0;
    bool is_new = true;  // false: `unique_key` was there already; nothing was added, and id is 0
};

struct Withdrawal {
    std::string_view kind;
    std::int64_t reservation_id = 0;
    Instant since;
    std::string_view reason;
};

// Where messages are written. Thread-safe.
class Outbox {
public:
    explicit Outbox(DeliverySettings settings) : settings_(std::move(settings)) {}

    // Writes the message in the caller's transaction; the dispatcher sends it after the commit.
    // `now`: the request's moment. `watch`, if any, gets the outcome of the first attempt; such a
    // message is sent directly after the commit, without another transaction.
    Added add(
        db::Transaction& transaction,
        Message const& message,
        Instant now,
        std::shared_ptr<Watch> const& watch = nullptr
    ) const;

    // Makes a delivery due now that failed, was cancelled or waits for its next attempt. It gets as
    // much time as a new one before it is given up.
    void sendAgain(db::Transaction& transaction, std::int64_t id, Instant now) const;

    // Cancels the latest message of the kind about the reservation, if it was written at `since` or
    // later and still waits to be sent. Returns whether a message of any kind about the
    // reservation, written since then, has been sent or is being sent.
    bool withdraw(db::Transaction& transaction, Withdrawal const& withdrawal, Instant now) const;

    DeliverySettings const& settings() const { return settings_; }
    // Called on a database thread for each row that was made due, inside the transaction that did
    // so. `watch`: as for add(). Set it before the first add.
    using Listener = std::function<
        void(db::Transaction& transaction, std::int64_t id, std::shared_ptr<Watch> const& watch)>;
    void onDue(Listener listener) { listener_ = std::move(listener); }

private:
    DeliverySettings settings_;
    Listener listener_;
};

}  // namespace antrean::delivery
