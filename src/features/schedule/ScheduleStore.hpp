#pragma once

#include "schedule/Schedule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

// The filters of a list; an absent value does not restrict.
struct ScheduleRange {
    std::optional<std::int64_t> id;
    std::optional<std::int64_t> doctor_id;
    std::optional<std::int64_t> poly_id;  // of the doctor
    std::optional<std::string> first_date;
    std::optional<std::string> last_date;
    std::optional<std::string> month;  // "01" to "12", of any year
};

// By date, start and id.
std::vector<ScheduleAndDoctor> listSchedules(
    db::Transaction& transaction, ScheduleRange const& range
);
std::optional<Schedule> findSchedule(db::Transaction& transaction, std::int64_t id);
// Whether another schedule of the same doctor overlaps in time.
bool overlaps(db::Transaction& transaction, Schedule const& schedule);

// Whether a reservation of the schedule is neither finished nor cancelled.
bool hasLiveVisits(db::Transaction& transaction, std::int64_t id);

std::int64_t insertSchedule(
    db::Transaction& transaction, Schedule const& schedule, std::string const& now
);
void updateSchedule(db::Transaction& transaction, Schedule const& schedule, std::string const& now);
void removeSchedule(db::Transaction& transaction, std::int64_t id, std::string const& now);

}  // namespace antrean::schedule
