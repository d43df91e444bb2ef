#include "schedule/ScheduleBook.hpp"

#include "db/Transaction.hpp"
#include "schedule/Sql.hpp"

namespace antrean::schedule {
namespace {

struct DoctorRow {
    std::int64_t doctor_id;
};
BOOST_DESCRIBE_STRUCT(DoctorRow, (), (doctor_id))

}  // namespace

std::optional<Offer> findOffer(db::Transaction& transaction, std::int64_t schedule_id) {
    return transaction.first<Offer>(sql::kFindOffer, {{"schedule_id", schedule_id}});
}

bool takeSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date) {
    auto const has_changed = [&](db::Query const& query) {
        return transaction.run(query, {{"schedule_id", schedule_id}, {"date", date}}) == 1;
    };
    // On PostgreSQL another desk may insert the first booking between the first two statements.
    return has_changed(sql::kRaiseBookings) || has_changed(sql::kInsertFirstBooking) ||
           has_changed(sql::kRaiseBookings);
}

std::optional<std::int64_t> takeNearestSeat(
    db::Transaction& transaction,
    std::int64_t poly_id,
    std::string const& date,
    HolidaysAhead holidays
) {
    auto const wanted = holidays == HolidaysAhead::some ? std::optional(true) : std::nullopt;
    // On PostgreSQL another desk may take the last seat between the two statements. The next round
    // sees that it is taken, so the loop ends.
    while (true) {
        auto const id = transaction.number(
            sql::kFindNearestSchedule,
            {{"poly_id", poly_id}, {"date", date}, {"has_holidays", wanted}}
        );
        if (!id || takeSeat(transaction, *id, date))
            return id;
    }
}

std::vector<std::int64_t> doctorsOn(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
) {
    std::vector<std::int64_t> ids;
    for (auto const& row :
         transaction.all<DoctorRow>(sql::kListDoctorsOn, {{"poly_id", poly_id}, {"date", date}}))
        ids.push_back(row.doctor_id);
    return ids;
}

void takeSeatAgain(
    db::Transaction& transaction, std::int64_t schedule_id, std::string const& date
) {
    transaction.run(sql::kTakeSeatAgain, {{"schedule_id", schedule_id}, {"date", date}});
}

void releaseSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date) {
    transaction.run(sql::kReleaseSeat, {{"schedule_id", schedule_id}, {"date", date}});
}

}  // namespace antrean::schedule
