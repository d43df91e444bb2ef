// The rows of `deliveries`; migrations/*/0006_deliveries.sql says what their columns mean.
#pragma once

#include "delivery/Outbox.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::delivery {

// How long a new row is kept for the process that wrote it, whose dispatcher is woken at once.
inline constexpr std::chrono::milliseconds kKeptForWriter{2'000};
// Longer than any call and the transaction that stores its outcome.
inline constexpr std::chrono::milliseconds kLease{kCallTimeoutMax + std::chrono::seconds(5)};

// Empty when the message's unique_key is there already.
std::optional<std::int64_t> insertDelivery(
    db::Transaction& transaction,
    Message const& message,
    Instant now,
    DeliverySettings const& settings
);

// Makes the row due now, whatever its state is.
void openDelivery(
    db::Transaction& transaction, std::int64_t id, Instant now, DeliverySettings const& settings
);

// Open rows that are due and that no earlier open row of their key holds up. The longest due comes
// first.
std::vector<Delivery> listDue(
    db::Transaction& transaction, Instant now, std::string const& owner, std::int64_t count_max
);

// The one that listDue would give for this key, found without looking at any other.
std::optional<Delivery> findNextOfKey(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
);

// Leases a row in the transaction that inserted it. Empty when it may not go out yet: an earlier
// open row of its key comes first, or it is not due.
std::optional<Delivery> leaseNewDelivery(
    db::Transaction& transaction, std::int64_t id, Instant now, std::string const& owner
);
// Leases a row that listDue gave for `owner`. False: another process has leased it meanwhile.
bool leaseDelivery(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
);
// These three end the lease of `owner`. False: `owner` had lost it, and nothing was changed.
// Without an attempt: it may be sent from `next` on, and keeps the reason of its last attempt.
bool putBackDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    Instant next,
    Instant now,
    std::string const& owner
);
// After an attempt that failed.
bool retryDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    std::string const& reason,
    Instant next,
    Instant now,
    std::string const& owner
);
// `attempts`: in total. `state`: delivered, failed or cancelled.
bool settleDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    State state,
    std::int64_t attempts,
    Verdict const& verdict,
    Instant now,
    std::string const& owner
);

// Cancels the latest row of the reservation and kind, if it is pending and was written at `since`
// or later.
void withdrawDelivery(
    db::Transaction& transaction,
    std::string_view kind,
    std::int64_t reservation_id,
    std::string const& since,
    std::string_view reason,
    std::string const& now
);
// The rows of the reservation, written at `since` or later, that were delivered or are being sent.
std::int64_t countSent(
    db::Transaction& transaction, std::int64_t reservation_id, std::string const& since
);

// Why the earlier row of its key that holds up an open row failed at its last attempt. Empty when
// no row holds it up, or when that one has not failed yet.
std::optional<std::string> findHindrance(
    db::Transaction& transaction, std::int64_t id, Instant now
);

// Ends all leases. Only where this is the one process on the database (SQLite).
void releaseLeases(db::Transaction& transaction, Instant now);
// Ends those of one process.
void releaseLeasesOf(db::Transaction& transaction, Instant now, std::string const& owner);

// Removes rows that were settled before then, `count_max` at most. Returns how many.
std::int64_t removeSettled(db::Transaction& transaction, Instant before, std::int64_t count_max);

}  // namespace antrean::delivery
