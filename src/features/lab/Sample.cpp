#include "lab/Sample.hpp"

#include "db/Transaction.hpp"
#include "lab/Sql.hpp"

namespace antrean::lab {
namespace {

bool stamp(
    db::Transaction& transaction,
    db::Query const& query,
    std::int64_t id,
    std::int64_t user_id,
    Moment const& moment
) {
    return transaction.run(
               query,
               {{"id", id}, {"user_id", user_id}, {"date", moment.date}, {"time", moment.time}}
           ) == 1;
}

}  // namespace

std::optional<Sample> findSample(
    db::Transaction& transaction, std::int64_t order_id, std::int64_t id
) {
    return transaction.first<Sample>(sql::kFindSample, {{"id", id}, {"order_id", order_id}});
}

bool checkIn(
    db::Transaction& transaction, std::int64_t id, std::int64_t user_id, Moment const& moment
) {
    return stamp(transaction, sql::kCheckInSample, id, user_id, moment);
}

bool checkOut(
    db::Transaction& transaction, std::int64_t id, std::int64_t user_id, Moment const& moment
) {
    return stamp(transaction, sql::kCheckOutSample, id, user_id, moment);
}

}  // namespace antrean::lab
