#include "ledger/Entries.hpp"

#include "db/Transaction.hpp"
#include "ledger/Sql.hpp"

#include <algorithm>

namespace antrean::ledger {
namespace {

constexpr std::int64_t kLookedAtMax = 1'000;
// The horizon of a database with one writer at a time: numbers are committed in their order.
constexpr std::int64_t kNoGaps = 0;

}  // namespace

std::vector<Entry> listEntries(
    db::Transaction& transaction, std::int64_t after, std::int64_t last, std::int64_t limit
) {
    return transaction.all<Entry>(
        sql::kListEntries, {{"after", after}, {"last_seq", last}, {"limit", limit}}
    );
}

std::int64_t Settling::advance(db::Transaction& transaction) {
    // The horizon first: what has ended by then is seen by the statements that follow.
    auto const oldest_open = transaction.number(sql::kFindHorizon).value();
    if (is_waiting_ && oldest_open >= open_before_) {
        settled_ = std::max(settled_, seen_seq_);
        is_waiting_ = false;
    }
    auto const last = transaction.number(sql::kFindLastSeq).value_or(0);
    if (oldest_open == kNoGaps)
        return settled_ = last;
    auto const entries = last - settled_ <= kLookedAtMax
                             ? listEntries(transaction, settled_, last, kLookedAtMax)
                             : std::vector<Entry>();
    for (auto const& entry : entries) {
        if (entry.seq != settled_ + 1)
            break;
        settled_ = entry.seq;
    }
    if (settled_ < last && !is_waiting_) {
        is_waiting_ = true;
        seen_seq_ = last;
        // Whoever has taken a number has taken an id before it, and that one is lower than ours: a
        // snapshot's end would not do, as it speaks of those that have ended.
        open_before_ = transaction.number(sql::kTakeTransactionId).value();
    }
    return settled_;
}

}  // namespace antrean::ledger
