#include "ledger/Entries.hpp"

#include "db/Transaction.hpp"
#include "ledger/Sql.hpp"

#include <algorithm>

namespace antrean::ledger {
namespace {

constexpr std::int64_t kLookedAtMax = 1'000;
// The horizon of a database with one writer at a time: numbers are committed in order.
constexpr std::int64_t kNoGaps = 0;

}  // namespace

std::vector<Entry> listEntries(
    db::Transaction& transaction,
    std::int64_t after,
    std::int64_t last,
    std::int64_t limit,
    std::optional<std::string> const& date
) {
    return transaction.all<Entry>(
        sql::kListEntries, {{"after", after}, {"last_seq", last}, {"limit", limit}, {"date", date}}
    );
}

std::int64_t lastSeq(db::Transaction& transaction) {
    return transaction.number(sql::kFindLastSeq).value_or(0);
}

std::int64_t Settling::advance(db::Transaction& transaction) {
    // Read the horizon first: the statements after it see every transaction that has ended by then.
    auto const oldest_open = transaction.number(sql::kFindHorizon).value();
    if (is_waiting_ && oldest_open >= open_before_) {
        settled_ = std::max(settled_, seen_seq_);
        is_waiting_ = false;
    }
    auto const last = lastSeq(transaction);
    if (last < settled_)
        is_waiting_ = false;
    if (oldest_open == kNoGaps || last < settled_)
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
        // A transaction takes its id before a number, so the id of every open transaction with a
        // lower number is lower than ours. The end of a snapshot would be wrong, because it covers
        // only transactions that have ended.
        open_before_ = transaction.number(sql::kTakeTransactionId).value();
    }
    return settled_;
}

}  // namespace antrean::ledger
