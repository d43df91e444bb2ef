#include "reminder/Turn.hpp"

#include <algorithm>

namespace antrean::reminder {
namespace {

constexpr std::int64_t kSecondsPerMinute = 60;
// Limits a query of a queue, whatever the numbers of a config are.
constexpr std::int64_t kLookedAtMax = 200;

std::int64_t minutesUp(std::int64_t seconds) {
    return (seconds + kSecondsPerMinute - 1) / kSecondsPerMinute;
}

}  // namespace

Turn turnOf(
    std::int64_t people_ahead,
    std::optional<estimate::Estimate> const& estimate,
    std::chrono::seconds until_practice
) {
    if (estimate)
        return {people_ahead, (estimate->from_minutes + estimate->to_minutes + 1) / 2};
    auto const wait = std::max<std::int64_t>(until_practice.count(), 0);
    return {people_ahead, minutesUp(wait + people_ahead * kUsualSecondsPerPatient)};
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
