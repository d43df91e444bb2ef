// The rules of doctors' schedules: a doctor has no two schedules at the same time.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "schedule/Schedule.hpp"
#include "schedule/ScheduleInput.hpp"

#include <cstdint>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

inline constexpr http::Refusal kUnknown{ErrorKind::not_found, "Schedule not found."};
inline constexpr http::Refusal kConflict{
    ErrorKind::refused, "The schedule conflicts with an existing schedule for this doctor."};
inline constexpr http::Refusal kReserved{
    ErrorKind::refused, "The schedule has reservations, so its date and doctor cannot be changed."};

// One change of schedules at a time, so that two desks do not both find the doctor's hours free.
void lockSchedules(db::Transaction& transaction);
// "09:00" -> "09:00:00"
std::string withSeconds(std::string time);
// Whether a doctor would be at two places at once.
bool overlap(Schedule const& left, Schedule const& right);

// Error: kConflict.
Result<Schedule> plan(
    db::Transaction& transaction, CreateSchedule const& input, std::string const& now
);
// Errors: kUnknown; kConflict; kReserved; invalid, if the schedule would end before it starts.
Result<Schedule> replan(
    db::Transaction& transaction,
    std::int64_t id,
    UpdateSchedule const& input,
    std::string const& now
);
// Error: kUnknown.
Result<void> remove(db::Transaction& transaction, std::int64_t id, std::string const& now);

}  // namespace antrean::schedule
