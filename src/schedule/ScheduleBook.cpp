#include "schedule/ScheduleBook.hpp"

#include "db/Transaction.hpp"
#include "schedule/Sql.hpp"

#include <limits>

namespace antrean::schedule {
namespace {

struct QuotaRow {
    std::int64_t id;
    std::optional<std::int64_t> quota;
};
BOOST_DESCRIBE_STRUCT(QuotaRow, (), (id, quota))

constexpr auto kUnlimited = std::numeric_limits<std::int64_t>::max();

}  // namespace

std::optional<Quota> findQuota(db::Transaction& transaction, std::int64_t schedule_id) {
    auto const row = transaction.first<QuotaRow>(sql::kFindQuota, {{"id", schedule_id}});
    if (!row)
        return std::nullopt;
    return Quota{row->id, row->quota};
}

bool takeSeat(db::Transaction& transaction, Quota const& quota, std::string const& date) {
    auto const seats = quota.seats.value_or(kUnlimited);
    // The statement's insert takes the first seat without a look at the quota.
    if (seats <= 0)
        return false;
    return transaction
        .number(
            sql::kTakeSeat, {{"schedule_id", quota.schedule_id}, {"date", date}, {"quota", seats}}
        )
        .has_value();
}

std::optional<std::int64_t> takeNearestSeat(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
) {
    // On PostgreSQL another desk may take the last seat between the two statements; the next look
    // then sees it taken, so this ends.
    while (true) {
        auto const row = transaction.first<QuotaRow>(
            sql::kFindNearestSchedule, {{"poly_id", poly_id}, {"date", date}}
        );
        if (!row)
            return std::nullopt;
        if (takeSeat(transaction, {row->id, row->quota}, date))
            return row->id;
    }
}

void takeSeatAgain(
    db::Transaction& transaction, std::int64_t schedule_id, std::string const& date
) {
    takeSeat(transaction, {schedule_id, std::nullopt}, date);
}

void releaseSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date) {
    transaction.run(sql::kReleaseSeat, {{"schedule_id", schedule_id}, {"date", date}});
}

}  // namespace antrean::schedule
