#include "estimate/Pace.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <vector>

namespace antrean::estimate {
namespace {

constexpr double kLowQuantile = 0.1;
constexpr double kHighQuantile = 0.9;

// Between two values, the quantile is interpolated.
double quantile(std::span<std::int64_t const> sorted, double share) {
    auto const place = share * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    auto const above = std::min(below + 1, sorted.size() - 1);
    auto const part = place - std::floor(place);
    return static_cast<double>(sorted[below]) * (1 - part) +
           static_cast<double>(sorted[above]) * part;
}

}  // namespace

std::optional<Pace> paceOf(std::span<std::int64_t const> intervals_s) {
    if (intervals_s.empty())
        return std::nullopt;
    std::vector<std::int64_t> sorted(intervals_s.begin(), intervals_s.end());
    std::ranges::sort(sorted);
    auto const sum = std::accumulate(sorted.begin(), sorted.end(), std::int64_t{0});
    auto const mean = static_cast<double>(sum) / static_cast<double>(sorted.size());
    // One interval that is far longer than all others raises the mean above the quantile.
    return Pace{
        .intervals = std::ssize(sorted),
        .mean_s = mean,
        .low_s = std::min(mean, quantile(sorted, kLowQuantile)),
        .high_s = std::max(mean, quantile(sorted, kHighQuantile)),
    };
}

std::optional<Pace> paceOf(std::span<DayPace const> days) {
    Pace pace{.is_today = false};
    for (auto const& day : days) {
        auto const weight = static_cast<double>(day.intervals);
        pace.intervals += day.intervals;
        pace.mean_s += weight * static_cast<double>(day.mean_s);
        pace.low_s += weight * static_cast<double>(day.low_s);
        pace.high_s += weight * static_cast<double>(day.high_s);
    }
    if (pace.intervals == 0)
        return std::nullopt;
    auto const total = static_cast<double>(pace.intervals);
    pace.mean_s /= total;
    pace.low_s /= total;
    pace.high_s /= total;
    return pace;
}

std::optional<Pace> choosePace(
    std::optional<Pace> const& today, std::optional<Pace> const& recent
) {
    auto const intervals = today ? today->intervals : 0;
    if (intervals >= static_cast<std::int64_t>(kIntervalsMin))
        return today;
    if (recent)
        return recent;
    return intervals > 1 ? today : std::nullopt;
}

}  // namespace antrean::estimate
