#pragma once

#include "schedule/ScheduleInput.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::schedule {

// With `copy_week`, the schedules of that week are the pattern. Without it, the pattern is the
// hours of the doctors on the weekdays.
struct WeekPlanInput {
    std::int64_t weeks;
    std::optional<std::string> from_date;
    std::vector<std::int64_t> doctor_ids;
    std::vector<std::int64_t> weekdays;  // 1 (Monday) to 7
    std::optional<std::string> start_time;
    std::optional<std::string> end_time;
    std::optional<std::int64_t> quota;
    std::optional<std::string> copy_week;  // a day of it
    std::optional<std::int64_t> poly_id;   // copies only schedules of the poly's doctors
    std::optional<bool> dry_run;
};
BOOST_DESCRIBE_STRUCT(
    WeekPlanInput,
    (),
    (weeks,
     from_date,
     doctor_ids,
     weekdays,
     start_time,
     end_time,
     quota,
     copy_week,
     poly_id,
     dry_run)
)

inline constexpr is::Field kWeekPlanInput[] = {
    is::field("weeks", is::required, is::integer, is::between(1, 52)),
    is::field("from_date", is::nullable, is::date),
    is::field("doctor_ids", is::nullable, is::array, is::max(100)),
    is::field("doctor_ids.*", is::required, is::bail, is::integer, is::exists("users")),
    is::field("weekdays", is::nullable, is::array, is::max(7)),
    is::field("weekdays.*", is::required, is::integer, is::between(1, 7)),
    is::field("start_time", is::nullable, is::dateFormat(kTimeFormats)),
    is::field("end_time", is::nullable, is::dateFormat(kTimeFormats), is::after("start_time")),
    is::field("quota", is::nullable, is::integer, is::min(0)),
    is::field("copy_week", is::nullable, is::date),
    is::field("poly_id", is::nullable, is::integer, is::exists("polies")),
    is::field("dry_run", is::nullable, is::boolean),
};

}  // namespace antrean::schedule
