// The rows of `deliveries`; migrations/*/0006_deliveries.sql says what their columns mean.
#pragma once

#include "delivery/Outbox.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::delivery {

// So long a new row is kept for the process that wrote it, which is told at once.
inline constexpr std::chrono::milliseconds kKeptForWriter{2'000};
// Longer than any call and the storing of its outcome.
inline constexpr std::chrono::milliseconds kLease{kCallTimeoutMax + std::chrono::seconds(5)};

// Empty when the message's unique_key is there already.
std::optional<std::int64_t> insertDelivery(
    db::Transaction& transaction,
    Message const& message,
    Instant now,
    DeliverySettings const& settings
);

// Whatever state the row is in, it is due now.
void openDelivery(
    db::Transaction& transaction, std::int64_t id, Instant now, DeliverySettings const& settings
);

// Open rows whose time has come and that no earlier one of their key holds up, longest due first.
std::vector<Delivery> listDue(
    db::Transaction& transaction, Instant now, std::string const& owner, std::int64_t count_max
);

// The one that listDue would give for this key, found without looking at any other.
std::optional<Delivery> findNextOfKey(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
);

// Takes a row that listDue gave for `owner`. False: somebody else was faster.
bool leaseDelivery(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
);
// These three end the lease of `owner`; false: it was his no more, and nothing changed.
// Without an attempt: it may be sent from `next` on. No reason: the last one stays.
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
// `attempts`: of all its life. `state`: delivered, failed or cancelled.
bool settleDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    State state,
    std::int64_t attempts,
    Verdict const& verdict,
    Instant now,
    std::string const& owner
);

// What an open row waits for: the reason of the earlier row of its key that is retried. Empty when
// none holds it up, or that one has not failed yet.
std::optional<std::string> findHindrance(
    db::Transaction& transaction, std::int64_t id, Instant now
);

// Leases of processes that are no more; only where there is one process (SQLite).
void releaseLeases(db::Transaction& transaction, Instant now);
// Of a process that ends.
void releaseLeasesOf(db::Transaction& transaction, Instant now, std::string const& owner);

// Removes rows that were settled before then, `count_max` at most. Returns how many.
std::int64_t removeSettled(db::Transaction& transaction, Instant before, std::int64_t count_max);

}  // namespace antrean::delivery
