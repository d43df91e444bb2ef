#include "ledger/Ledger.hpp"

#include "db/Transaction.hpp"
#include "ledger/Sql.hpp"

namespace antrean::ledger {
namespace {

constexpr std::int64_t kRecent = 1'000;

}  // namespace

Mark findMark(db::Transaction& transaction) {
    return transaction.first<Mark>(sql::kFindMark, {{"recent", kRecent}}).value_or(Mark{});
}

void Ledger::record(db::Transaction& transaction, Event event) const {
    transaction.run(
        sql::kInsertEvent,
        {{"kind", event.kind},
         {"reservation_id", event.reservation_id},
         {"poly_id", event.poly_id},
         {"date", event.date},
         {"queue_number", event.queue_number},
         {"user_id", event.user_id},
         {"before_status_id", event.before_status_id},
         {"after_status_id", event.after_status_id},
         {"note", event.note},
         {"now", event.created_at}}
    );
    if (listeners_.empty())
        return;
    transaction.afterCommit([this, event = std::move(event)] {
        for (auto const& listener : listeners_)
            listener(event);
    });
}

}  // namespace antrean::ledger
