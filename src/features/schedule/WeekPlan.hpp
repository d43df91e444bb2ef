// A week's hours for several weeks at once: all of them or none.
#pragma once

#include "base/Result.hpp"
#include "schedule/Schedule.hpp"
#include "schedule/WeekPlanInput.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace antrean::clinic {
class Holidays;
}
namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

inline constexpr std::size_t kPlannedMax = 2'000;

// Hours that a schedule of the same doctor overlaps.
struct Overlap {
    Schedule wanted;
    Schedule existing;
};

// Hours that are left out for a holiday.
struct LeftOut {
    Schedule wanted;
    std::string reason;
};

struct WeekPlan {
    std::vector<Schedule> schedules;  // by date, start and doctor; id 0 if not created
    std::vector<Overlap> overlaps;    // in the same order, at most kPlannedMax
    std::vector<LeftOut> left_out;
    bool is_created = false;
};

// Creates the schedules of the plan, unless one of them overlaps an existing one or the input asks
// for a dry run. Error: invalid, if the input lacks the week, or means too many schedules or a date
// after the year 9999.
Result<WeekPlan> planWeeks(
    db::Transaction& transaction,
    WeekPlanInput const& input,
    clinic::Holidays const& holidays,
    std::string const& now
);

}  // namespace antrean::schedule
