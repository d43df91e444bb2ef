#include "schedule/ScheduleStore.hpp"

#include "clinic/Station.hpp"
#include "db/Transaction.hpp"
#include "schedule/Sql.hpp"

namespace antrean::schedule {

std::vector<ScheduleAndDoctor> listSchedules(
    db::Transaction& transaction, ScheduleRange const& range
) {
    return transaction.all<ScheduleAndDoctor>(
        sql::kListSchedules,
        {{"id", range.id},
         {"doctor_id", range.doctor_id},
         {"poly_id", range.poly_id},
         {"first_date", range.first_date},
         {"last_date", range.last_date},
         {"month", range.month}}
    );
}

std::optional<Schedule> findSchedule(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Schedule>(sql::kFindSchedule, {{"id", id}});
}

bool overlaps(db::Transaction& transaction, Schedule const& schedule) {
    auto const count = transaction.number(
        sql::kCountOverlaps,
        {{"doctor_id", schedule.doctor_id},
         {"date", schedule.date},
         {"start_time", schedule.start_time},
         {"end_time", schedule.end_time},
         {"ignored_id", schedule.id}}
    );
    return count > 0;
}

bool hasLiveVisits(db::Transaction& transaction, std::int64_t id) {
    auto const count = transaction.number(
        sql::kCountLiveVisits,
        {{"schedule_id", id},
         {"done", clinic::rowOf(clinic::Station::done).status_name},
         {"cancelled", clinic::rowOf(clinic::Station::cancelled).status_name}}
    );
    return count > 0;
}

std::int64_t insertSchedule(
    db::Transaction& transaction, Schedule const& schedule, std::string const& now
) {
    return transaction
        .number(
            sql::kInsertSchedule,
            {{"doctor_id", schedule.doctor_id},
             {"date", schedule.date},
             {"start_time", schedule.start_time},
             {"end_time", schedule.end_time},
             {"quota", schedule.quota},
             {"now", now}}
        )
        .value();
}

void updateSchedule(
    db::Transaction& transaction, Schedule const& schedule, std::string const& now
) {
    transaction.run(
        sql::kUpdateSchedule,
        {{"id", schedule.id},
         {"doctor_id", schedule.doctor_id},
         {"date", schedule.date},
         {"start_time", schedule.start_time},
         {"end_time", schedule.end_time},
         {"quota", schedule.quota},
         {"now", now}}
    );
}

void removeSchedule(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    transaction.run(sql::kRemoveSchedule, {{"id", id}, {"now", now}});
}

}  // namespace antrean::schedule
