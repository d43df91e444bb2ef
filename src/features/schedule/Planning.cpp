#include "schedule/Planning.hpp"

#include "db/Transaction.hpp"
#include "schedule/ScheduleStore.hpp"

namespace antrean::schedule {
namespace {

constexpr std::string_view kSchedulesLock = "schedules";

Schedule changed(Schedule schedule, UpdateSchedule const& input) {
    schedule.doctor_id = input.doctor_id.value_or(schedule.doctor_id);
    schedule.date = input.date.value_or(schedule.date);
    schedule.start_time = withSeconds(input.start_time.value_or(schedule.start_time));
    schedule.end_time = withSeconds(input.end_time.value_or(schedule.end_time));
    schedule.quota = input.quota.over(schedule.quota);
    return schedule;
}

bool sameSchedule(Schedule const& left, Schedule const& right) {
    return left.doctor_id == right.doctor_id && left.date == right.date &&
           left.start_time == right.start_time && left.end_time == right.end_time &&
           left.quota == right.quota;
}

}  // namespace

void lockSchedules(db::Transaction& transaction) {
    transaction.lock(kSchedulesLock);
}

std::string withSeconds(std::string time) {
    return time.size() == 5 ? time + ":00" : time;
}

bool overlap(Schedule const& left, Schedule const& right) {
    return left.doctor_id == right.doctor_id && left.date == right.date &&
           left.start_time < right.end_time && left.end_time > right.start_time;
}

Result<Schedule> plan(
    db::Transaction& transaction, CreateSchedule const& input, std::string const& now
) {
    lockSchedules(transaction);
    Schedule schedule{};
    schedule.doctor_id = input.doctor_id;
    schedule.date = input.date;
    schedule.start_time = withSeconds(input.start_time);
    schedule.end_time = withSeconds(input.end_time);
    schedule.quota = input.quota;
    if (overlaps(transaction, schedule))
        return kConflict.error();
    schedule.id = insertSchedule(transaction, schedule, now);
    schedule.created_at = now;
    schedule.updated_at = now;
    return schedule;
}

Result<Schedule> replan(
    db::Transaction& transaction,
    std::int64_t id,
    UpdateSchedule const& input,
    std::string const& now
) {
    lockSchedules(transaction);
    auto const before = findSchedule(transaction, id);
    if (!before)
        return kUnknown.error();
    auto schedule = changed(*before, input);
    // The rule of the spec compares start and end only if both were sent.
    if (schedule.end_time <= schedule.start_time)
        return Error::invalid(
            {{"end_time", {"The end time field must be a date after start time."}}}
        );
    if (overlaps(transaction, schedule))
        return kConflict.error();
    if (sameSchedule(schedule, *before))
        return schedule;
    updateSchedule(transaction, schedule, now);
    schedule.updated_at = now;
    // After the update: on PostgreSQL that waits for the registrations which have read the schedule
    // (findOffer), so that this sees all of them.
    bool const is_moved = schedule.doctor_id != before->doctor_id || schedule.date != before->date;
    if (is_moved && hasLiveVisits(transaction, id))
        return kReserved.error();
    return schedule;
}

Result<void> remove(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    if (!findSchedule(transaction, id))
        return kUnknown.error();
    removeSchedule(transaction, id, now);
    return {};
}

}  // namespace antrean::schedule
