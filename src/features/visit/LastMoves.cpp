#include "visit/LastMoves.hpp"

#include "db/Transaction.hpp"
#include "visit/Sql.hpp"
#include "visit/Steps.hpp"

namespace antrean::visit {

void keepLastMove(db::Transaction& transaction, std::int64_t visit_id, Step const& step) {
    std::optional<std::int64_t> first_id;
    std::optional<std::int64_t> visits;
    if (step.call_next) {
        first_id = step.call_next->first_id;
        visits = step.call_next->visits;
    }
    transaction.run(
        sql::kInsertLastMove,
        {{"id", visit_id},
         {"first_id", first_id},
         {"visits", visits},
         {"user_id", step.user_id},
         {"moved_at_us", step.moment.instant.time_since_epoch().count()}}
    );
}

std::optional<LastMove> findLastMove(db::Transaction& transaction, std::int64_t visit_id) {
    return transaction.first<LastMove>(sql::kFindLastMove, {{"id", visit_id}});
}

std::vector<LastMove> listMovesOfCallNext(
    db::Transaction& transaction, std::int64_t call_next_seq
) {
    return transaction.all<LastMove>(sql::kListMovesOfCallNext, {{"call_next_seq", call_next_seq}});
}

bool isFollowed(db::Transaction& transaction, LastMove const& move) {
    auto const later = transaction.number(
        sql::kCountLaterEntries, {{"seq", move.seq}, {"reservation_id", move.reservation_id}}
    );
    return later > 0;
}

void restoreCalls(
    db::Transaction& transaction, Visit const& visit, LastMove const& move, std::string const& now
) {
    transaction.run(
        sql::kRestoreCalls,
        {{"id", visit.id},
         {"number_of_calls", visit.number_of_calls},
         {"call_time", visit.call_time},
         {"called_seq", move.called_seq},
         {"now", now}}
    );
}

void forgetLastMove(db::Transaction& transaction, std::int64_t visit_id) {
    transaction.run(sql::kRemoveLastMove, {{"id", visit_id}});
}

}  // namespace antrean::visit
