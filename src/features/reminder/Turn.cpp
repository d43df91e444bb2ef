#include "reminder/Turn.hpp"

#include <algorithm>
#include <vector>

namespace antrean::reminder {
namespace {

constexpr std::int64_t kSecondsPerMinute = 60;
constexpr std::size_t kGapsMin = 3;
// Two calls in the same second are a double click, not a pace.
constexpr std::int64_t kSecondsPerPatientMin = 30;
// Limits a query of a queue, whatever the numbers of a config are.
constexpr std::int64_t kLookedAtMax = 200;

std::int64_t minutesUp(std::int64_t seconds) {
    return (seconds + kSecondsPerMinute - 1) / kSecondsPerMinute;
}

}  // namespace

std::int64_t secondsPerPatient(std::span<Instant const> latest_calls) {
    std::vector<std::int64_t> gaps;
    for (std::size_t index = 1; index < latest_calls.size(); ++index) {
        auto const gap = latest_calls[index - 1] - latest_calls[index];
        gaps.push_back(std::chrono::duration_cast<std::chrono::seconds>(gap).count());
    }
    if (gaps.size() < kGapsMin)
        return kUsualSecondsPerPatient;
    auto const middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return std::max(*middle, kSecondsPerPatientMin);
}

Turn turnOf(
    std::int64_t people_ahead, std::int64_t seconds_per_patient, std::chrono::seconds until_practice
) {
    auto const wait = std::max<std::int64_t>(until_practice.count(), 0);
    return {people_ahead, minutesUp(wait + people_ahead * seconds_per_patient)};
}

bool isNear(Nearness const& nearness, Turn const& turn, std::chrono::seconds until_practice) {
    if (nearness.minutes_max > 0 && turn.minutes <= nearness.minutes_max)
        return true;
    return until_practice.count() <= 0 && turn.people_ahead <= nearness.people_max;
}

std::int64_t numberThatMayBeNear(Nearness const& nearness, std::int64_t seconds_per_patient) {
    auto const by_people = std::clamp<std::int64_t>(nearness.people_max, -1, kLookedAtMax) + 1;
    auto const minutes = std::clamp<std::int64_t>(nearness.minutes_max, 0, 24 * 60);
    auto const by_time =
        minutes == 0
            ? 0
            : minutes * kSecondsPerMinute / std::max<std::int64_t>(seconds_per_patient, 1) + 1;
    return std::min(std::max(by_people, by_time), kLookedAtMax);
}

}  // namespace antrean::reminder
