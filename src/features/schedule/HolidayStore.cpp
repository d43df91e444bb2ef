#include "schedule/HolidayStore.hpp"

#include "clinic/Directory.hpp"
#include "db/Transaction.hpp"
#include "schedule/Sql.hpp"

#include <algorithm>

namespace antrean::schedule {

using clinic::Station;

std::vector<Holiday> listHolidays(db::Transaction& transaction, HolidayRange const& range) {
    return transaction.all<Holiday>(
        sql::kListHolidays,
        {{"id", range.id},
         {"doctor_id", range.doctor_id},
         {"date_from", range.date_from},
         {"date_to", range.date_to}}
    );
}

std::optional<Holiday> findHoliday(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Holiday>(sql::kListHolidays, {{"id", id}});
}

std::int64_t countHolidays(db::Transaction& transaction) {
    return transaction.number(sql::kCountHolidays).value_or(0);
}

std::int64_t insertHoliday(
    db::Transaction& transaction, Holiday const& holiday, std::string const& now
) {
    transaction.notice(clinic::kHolidaysTopic);
    return transaction
        .number(
            sql::kInsertHoliday,
            {{"doctor_id", holiday.doctor_id},
             {"first_date", holiday.first_date},
             {"last_date", holiday.last_date},
             {"reason", holiday.reason},
             {"now", now}}
        )
        .value();
}

void updateHoliday(db::Transaction& transaction, Holiday const& holiday, std::string const& now) {
    transaction.notice(clinic::kHolidaysTopic);
    transaction.run(
        sql::kUpdateHoliday,
        {{"id", holiday.id},
         {"doctor_id", holiday.doctor_id},
         {"first_date", holiday.first_date},
         {"last_date", holiday.last_date},
         {"reason", holiday.reason},
         {"now", now}}
    );
}

bool deleteHoliday(db::Transaction& transaction, std::int64_t id) {
    transaction.notice(clinic::kHolidaysTopic);
    return transaction.run(sql::kDeleteHoliday, {{"id", id}}) > 0;
}

AffectedList listAffected(
    db::Transaction& transaction,
    Holiday const& holiday,
    std::string const& today,
    clinic::Directory const& directory
) {
    auto const first_date = std::max(holiday.first_date, today);
    db::Arg const range[] = {
        {"first_date", first_date},
        {"last_date", holiday.last_date},
        {"doctor_id", holiday.doctor_id},
        {"done", directory.statusId(Station::done)},
        {"noshow", directory.statusId(Station::no_show)},
        {"cancelled", directory.statusId(Station::cancelled)},
        {"size", kAffectedMax},
    };
    return {
        transaction.all<Affected>(
            sql::kListAffected,
            {range[0], range[1], range[2], range[3], range[4], range[5], range[6]}
        ),
        transaction
            .number(
                sql::kCountAffected, {range[0], range[1], range[2], range[3], range[4], range[5]}
            )
            .value_or(0),
    };
}

}  // namespace antrean::schedule
