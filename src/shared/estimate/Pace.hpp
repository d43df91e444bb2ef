// How fast a poly calls its patients: the time from one call to the next.
#pragma once

#include <boost/describe.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace antrean::estimate {

// One interval lies between low and high four times out of five: they are the 10% and the 90%
// quantile of the intervals.
struct Pace {
    std::int64_t intervals = 0;
    double mean_s = 0;
    double low_s = 0;
    double high_s = 0;
    bool is_today = true;  // false: of recent days
};

// A day needs so many intervals before its own pace counts.
inline constexpr std::size_t kIntervalsMin = 4;
// So many of the last intervals make the pace: enough to average out one long examination, and few
// enough to notice when a second nurse joins.
inline constexpr std::size_t kIntervalsUsed = 20;

// Empty without an interval. Their order does not matter.
std::optional<Pace> paceOf(std::span<std::int64_t const> intervals_s);

// The pace of a poly on one of its recent days, as it is kept.
struct DayPace {
    std::int64_t poly_id;
    std::int64_t intervals;
    std::int64_t mean_s;
    std::int64_t low_s;
    std::int64_t high_s;
};
BOOST_DESCRIBE_STRUCT(DayPace, (), (poly_id, intervals, mean_s, low_s, high_s))

// The pace of several days of one poly, each with the weight of its intervals.
std::optional<Pace> paceOf(std::span<DayPace const> days);

// Today's pace if it has kIntervalsMin intervals, else that of recent days, else what there is of
// today, if it is more than one interval.
std::optional<Pace> choosePace(std::optional<Pace> const& today, std::optional<Pace> const& recent);

}  // namespace antrean::estimate
