// The last move of each visit, and what it replaced.
#pragma once

#include "base/Clock.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::visit {

struct Step;
struct Visit;

// A row of `last_moves`.
struct LastMove {
    std::int64_t reservation_id;
    std::int64_t seq;  // its entry in the ledger
    // Of a call-next, the same for all visits that it moved: the number of its first entry, and how
    // many visits these are.
    std::optional<std::int64_t> call_next_seq;
    std::optional<std::int64_t> call_next_visits;
    std::optional<std::int64_t> user_id;  // empty: the patient
    std::int64_t moved_at_us;             // since 1970
    // What the visit had before.
    std::int64_t status_id;
    std::int64_t number_of_calls;
    std::optional<std::string> call_time;
    std::optional<std::int64_t> called_seq;
    std::optional<std::string> cancel_reason;

    Instant movedAt() const { return Instant(std::chrono::microseconds(moved_at_us)); }
};
BOOST_DESCRIBE_STRUCT(
    LastMove,
    (),
    (reservation_id,
     seq,
     call_next_seq,
     call_next_visits,
     user_id,
     moved_at_us,
     status_id,
     number_of_calls,
     call_time,
     called_seq,
     cancel_reason)
)

// Keeps what the visit has now, for a move whose entry in the ledger is the latest one that this
// transaction wrote. Call it before the visit's rows are changed.
void keepLastMove(db::Transaction& transaction, std::int64_t visit_id, Step const& step);
std::optional<LastMove> findLastMove(db::Transaction& transaction, std::int64_t visit_id);
// Of the visits that were not moved again since. The one that had been called last is the last.
std::vector<LastMove> listMovesOfCallNext(db::Transaction& transaction, std::int64_t call_next_seq);
// Whether the ledger has a later entry of the visit, of whatever kind. Only for a recent move: all
// entries after it are read.
bool isFollowed(db::Transaction& transaction, LastMove const& move);

// Writes the calls that the move replaced.
void restoreCalls(
    db::Transaction& transaction, Visit const& visit, LastMove const& move, std::string const& now
);
void forgetLastMove(db::Transaction& transaction, std::int64_t visit_id);

}  // namespace antrean::visit
