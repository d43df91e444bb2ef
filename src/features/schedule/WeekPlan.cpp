#include "schedule/WeekPlan.hpp"

#include "base/CalendarDay.hpp"
#include "clinic/Holidays.hpp"
#include "db/Transaction.hpp"
#include "schedule/Planning.hpp"
#include "schedule/ScheduleStore.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace antrean::schedule {
namespace {

using std::chrono::days;
using std::chrono::weeks;

constexpr Day kLastDay = std::chrono::year(9999) / 12 / 31;

Error invalid(std::string field, std::string message) {
    return Error::invalid({{std::move(field), {std::move(message)}}});
}

// 1 is Monday.
std::int64_t weekdayOf(Day day) {
    return static_cast<std::int64_t>(std::chrono::weekday(day).iso_encoding());
}

Day mondayOf(Day day) {
    return day - days(weekdayOf(day) - 1);
}

// The hours of a week, each with the number of days from the first day of the plan.
struct PatternHours {
    days offset;
    Schedule hours;
};

struct Pattern {
    Day first;
    std::vector<PatternHours> hours;
};

std::vector<FieldErrors> missingFields(WeekPlanInput const& input) {
    std::vector<FieldErrors> missing;
    auto const require = [&missing](std::string_view field, bool is_present) {
        if (is_present)
            return;
        std::string name(field);
        std::ranges::replace(name, '_', ' ');
        missing.push_back(
            {std::string(field),
             {fmt::format("The {} field is required when copy week is not present.", name)}}
        );
    };
    require("from_date", input.from_date.has_value());
    require("doctor_ids", !input.doctor_ids.empty());
    require("weekdays", !input.weekdays.empty());
    require("start_time", input.start_time.has_value());
    require("end_time", input.end_time.has_value());
    return missing;
}

Result<Pattern> writtenPattern(WeekPlanInput const& input) {
    if (auto missing = missingFields(input); !missing.empty())
        return Error::invalid(std::move(missing));
    Pattern pattern{dayOf(*input.from_date), {}};
    std::set<std::int64_t> const doctor_ids(input.doctor_ids.begin(), input.doctor_ids.end());
    std::set<std::int64_t> const weekdays(input.weekdays.begin(), input.weekdays.end());
    Schedule hours{};
    hours.start_time = withSeconds(*input.start_time);
    hours.end_time = withSeconds(*input.end_time);
    hours.quota = input.quota;
    for (auto const weekday : weekdays)
        for (auto const doctor_id : doctor_ids) {
            hours.doctor_id = doctor_id;
            pattern.hours.push_back({days((weekday - weekdayOf(pattern.first) + 7) % 7), hours});
        }
    return pattern;
}

Pattern copiedPattern(db::Transaction& transaction, WeekPlanInput const& input) {
    auto const monday = mondayOf(dayOf(*input.copy_week));
    auto const first = input.from_date ? mondayOf(dayOf(*input.from_date)) : monday + weeks(1);
    Pattern pattern{first, {}};
    ScheduleRange range;
    range.poly_id = input.poly_id;
    range.first_date = dateOf(monday);
    range.last_date = dateOf(monday + days(6));
    for (auto const& row : listSchedules(transaction, range)) {
        bool const is_wanted =
            input.doctor_ids.empty() ||
            std::ranges::find(input.doctor_ids, row.doctor_id) != input.doctor_ids.end();
        if (!is_wanted || !row.doctor_username)  // a removed doctor
            continue;
        Schedule hours{};
        hours.doctor_id = row.doctor_id;
        hours.start_time = row.start_time;
        hours.end_time = row.end_time;
        hours.quota = row.quota;
        pattern.hours.push_back({dayOf(row.date) - monday, std::move(hours)});
    }
    return pattern;
}

void leaveOutHolidays(WeekPlan& plan, clinic::Holidays const& holidays) {
    std::vector<Schedule> kept;
    for (auto& wanted : plan.schedules) {
        auto const* const reason = holidays.reasonFor(wanted.doctor_id, wanted.date);
        if (reason == nullptr)
            kept.push_back(std::move(wanted));
        else
            plan.left_out.push_back({std::move(wanted), *reason});
    }
    plan.schedules = std::move(kept);
}

void findOverlaps(db::Transaction& transaction, WeekPlan& plan) {
    std::set<std::int64_t> doctor_ids;
    for (auto const& wanted : plan.schedules)
        doctor_ids.insert(wanted.doctor_id);
    std::map<std::pair<std::int64_t, std::string>, std::vector<Schedule>> existing;
    for (auto const doctor_id : doctor_ids) {
        ScheduleRange range;
        range.doctor_id = doctor_id;
        range.first_date = plan.schedules.front().date;
        range.last_date = plan.schedules.back().date;
        for (auto const& other : listSchedules(transaction, range))
            existing[{other.doctor_id, other.date}].push_back(other);
    }
    for (auto const& wanted : plan.schedules)
        for (auto const& other : existing[{wanted.doctor_id, wanted.date}])
            if (overlap(wanted, other) && plan.overlaps.size() < kPlannedMax)
                plan.overlaps.push_back({wanted, other});
}

}  // namespace

Result<WeekPlan> planWeeks(
    db::Transaction& transaction,
    WeekPlanInput const& input,
    clinic::Holidays const& holidays,
    std::string const& now
) {
    lockSchedules(transaction);
    auto const pattern =
        input.copy_week ? copiedPattern(transaction, input) : writtenPattern(input);
    if (!pattern)
        return pattern.error();
    auto const count = static_cast<std::size_t>(input.weeks);
    if (pattern->hours.size() * count > kPlannedMax)
        return invalid("weeks", fmt::format("At most {} schedules at once.", kPlannedMax));
    if (pattern->first > kLastDay - weeks(count))
        return invalid("from_date", "The from date field must be a valid date.");

    WeekPlan plan;
    for (std::size_t week = 0; week < count; ++week)
        for (auto const& [offset, hours] : pattern->hours) {
            plan.schedules.push_back(hours);
            plan.schedules.back().date = dateOf(pattern->first + weeks(week) + offset);
        }
    std::ranges::sort(plan.schedules, {}, [](Schedule const& each) {
        return std::tie(each.date, each.start_time, each.doctor_id);
    });
    leaveOutHolidays(plan, holidays);
    if (!plan.schedules.empty())
        findOverlaps(transaction, plan);
    plan.is_created = plan.overlaps.empty() && !input.dry_run.value_or(false);
    if (plan.is_created)
        for (auto& schedule : plan.schedules) {
            schedule.id = insertSchedule(transaction, schedule, now);
            schedule.created_at = schedule.updated_at = now;
        }
    return plan;
}

}  // namespace antrean::schedule
