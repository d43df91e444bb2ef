#include "estimate/Estimate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace antrean::estimate {
namespace {

constexpr double kSecondsMax = 12 * 60 * 60;
constexpr std::int64_t kExactMinutesMax = 20;
constexpr std::int64_t kCoarse = 5;
// What a pace needs for a higher confidence: intervals, and the distance of its quantiles as a
// multiple of its mean.
constexpr std::int64_t kIntervalsForHigh = 8;
constexpr std::int64_t kIntervalsOfDaysForMedium = 20;
constexpr double kSpreadForHigh = 1.0;
constexpr double kSpreadForMedium = 2.0;

double secondsBetween(Instant from, Instant to) {
    return std::chrono::duration<double>(to - from).count();
}

std::int64_t roundedDown(double seconds) {
    auto const minutes = static_cast<std::int64_t>(std::floor(seconds / 60));
    return minutes > kExactMinutesMax ? minutes / kCoarse * kCoarse : minutes;
}

std::int64_t roundedUp(double seconds) {
    auto const minutes = static_cast<std::int64_t>(std::ceil(seconds / 60));
    return minutes > kExactMinutesMax ? (minutes + kCoarse - 1) / kCoarse * kCoarse : minutes;
}

Confidence confidenceIn(Pace const& pace) {
    auto const spread = pace.mean_s > 0 ? (pace.high_s - pace.low_s) / pace.mean_s : 0;
    if (!pace.is_today)
        return pace.intervals >= kIntervalsOfDaysForMedium && spread <= kSpreadForHigh
                   ? Confidence::medium
                   : Confidence::low;
    if (pace.intervals >= kIntervalsForHigh && spread <= kSpreadForHigh)
        return Confidence::high;
    bool const is_fair =
        pace.intervals >= static_cast<std::int64_t>(kIntervalsMin) && spread <= kSpreadForMedium;
    return is_fair ? Confidence::medium : Confidence::low;
}

}  // namespace

std::optional<Estimate> estimateOf(Pace const& pace, Situation const& situation) {
    auto const& [people_ahead, now, last_call, session_start] = situation;
    if (pace.intervals <= 0)
        return std::nullopt;
    auto const ahead = static_cast<double>(std::max<std::int64_t>(people_ahead, 0));
    bool const has_begun = !session_start || *session_start <= now;
    // Before the session nobody is examined, so that the first patient does not wait for another.
    auto const intervals = has_begun ? ahead + 1 : ahead;
    auto const until_start = has_begun ? 0 : secondsBetween(now, *session_start);
    auto const since = last_call ? last_call : session_start;
    auto const passed = has_begun && since ? std::max(secondsBetween(*since, now), 0.0) : 0;

    auto const middle = until_start + intervals * pace.mean_s - std::min(passed, pace.mean_s);
    auto const breadth =
        std::sqrt(intervals + intervals * intervals / static_cast<double>(pace.intervals));
    auto const low = std::max(until_start, middle - breadth * (pace.mean_s - pace.low_s));
    auto const high = middle + breadth * (pace.high_s - pace.mean_s);
    if (high > kSecondsMax)
        return std::nullopt;
    Estimate estimate;
    estimate.from_minutes = roundedDown(low);
    estimate.to_minutes = std::max(roundedUp(high), estimate.from_minutes + 1);
    using std::chrono::minutes;
    estimate.from = std::chrono::floor<minutes>(now + minutes(estimate.from_minutes));
    estimate.to = std::chrono::ceil<minutes>(now + minutes(estimate.to_minutes));
    estimate.confidence = confidenceIn(pace);
    return estimate;
}

}  // namespace antrean::estimate
