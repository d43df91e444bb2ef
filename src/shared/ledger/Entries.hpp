// Reads the ledger in the order of its numbers, only up to the last settled number.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::ledger {

// A row of `events`, as clients of /api/events read it.
struct PublicEntry {
    std::int64_t seq;
    std::string kind;
    std::int64_t reservation_id;
    std::int64_t poly_id;
    std::string date;
    std::int64_t queue_number;
    std::optional<std::int64_t> user_id;
    std::optional<std::int64_t> before_status_id;
    std::int64_t after_status_id;
    std::string created_at;  // UTC, as stored
};
BOOST_DESCRIBE_STRUCT(
    PublicEntry,
    (),
    (seq,
     kind,
     reservation_id,
     poly_id,
     date,
     queue_number,
     user_id,
     before_status_id,
     after_status_id,
     created_at)
)

// The whole row. The note may be the reason of a cancellation, which is not for everyone.
struct Entry : PublicEntry {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Entry, (PublicEntry), (note))

// Entries with numbers in (after, last], at most `limit`; with a date, without the registrations
// for other dates.
std::vector<Entry> listEntries(
    db::Transaction& transaction,
    std::int64_t after,
    std::int64_t last,
    std::int64_t limit,
    std::optional<std::string> const& date = std::nullopt
);

// The last number that is committed; 0 in an empty ledger.
std::int64_t lastSeq(db::Transaction& transaction);

// Determines up to which number no entry can be added any more. On PostgreSQL a transaction that is
// still open may have taken a lower number than one that is committed. Such a gap is settled when
// all transactions that were open when the gap was first seen have ended. Use it from one thread at
// a time.
class Settling {
public:
    // Reads the last settled number in a transaction of its own, and returns it. The number falls
    // when the database was replaced by an older one.
    std::int64_t advance(db::Transaction& transaction);
    std::int64_t settled() const { return settled_; }
    // There are entries that are not settled yet: advance again soon.
    bool hasGap() const { return is_waiting_; }

private:
    std::int64_t settled_ = 0;
    bool is_waiting_ = false;
    std::int64_t seen_seq_ = 0;     // settled when all transactions ...
    std::int64_t open_before_ = 0;  // ... with lower ids than this one have ended
};

}  // namespace antrean::ledger
