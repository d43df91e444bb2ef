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
// How long a row is leased. While a call is under way, its lease is renewed (renewLease), so that
// rows of a process that died are free soon, however long a call may take.
inline constexpr std::chrono::milliseconds kLease{20'000};

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
// Leases a row that listDue gave for `owner`; `delivery` has the doubt that it is left with if this
// process dies. False: another process has leased it meanwhile.
bool leaseDelivery(
    db::Transaction& transaction, Delivery const& delivery, Instant now, std::string const& owner
);
// False: `owner` had lost the lease.
bool renewLease(
    db::Transaction& transaction, std::int64_t id, Instant now, std::string const& owner
);
// These two end the lease of `owner` and store what `delivery` says of its attempts. False: `owner`
// had lost the lease, and nothing was changed.
// It may be sent from `next` on.
bool putBackDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    Instant next,
    Instant now,
    std::string const& owner
);
// `state`: delivered, failed or cancelled.
bool settleDelivery(
    db::Transaction& transaction,
    Delivery const& delivery,
    State state,
    std::optional<std::string> const& remote_id,
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

// Makes every open row due at its time again, whatever it waits for: its carrier, breakers and
// back-off decide anew. Call it when the clock may have been ahead, because what was planned then
// would hold for as long. Rows that were written in the future are moved to the present.
void forgetPlans(db::Transaction& transaction, Instant now);

// Removes rows that were settled before then, of one kind or of all, `count_max` at most. Returns
// how many.
std::int64_t removeSettled(
    db::Transaction& transaction,
    Instant before,
    std::int64_t count_max,
    std::optional<std::string_view> kind = std::nullopt
);

// How many rows of a key are open; `count_max` at most.
std::int64_t countOpen(
    db::Transaction& transaction,
    std::string_view kind,
    std::string_view order_key,
    std::int64_t count_max
);

}  // namespace antrean::delivery
