// Whether a patient's turn is near: how many are ahead, and how long they will take.
#pragma once

#include "estimate/Estimate.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace antrean::reminder {

// The pace of a poly that has called too few patients for an estimate.
inline constexpr std::int64_t kUsualSecondsPerPatient = 10 * 60;

struct Turn {
    std::int64_t people_ahead = 0;
    std::int64_t minutes = 0;  // until the patient's own call, rounded up
};

// The middle of the range that the patient's page shows. Without an estimate, the usual time for
// each patient ahead; `until_practice`: zero or less if the practice has begun.
Turn turnOf(
    std::int64_t people_ahead,
    std::optional<estimate::Estimate> const& estimate,
    std::chrono::seconds until_practice
);

// The two numbers of a reminder config of type QUEUE.
struct Nearness {
    std::int64_t minutes_max = 0;  // zero or less: not used
    std::int64_t people_max = 0;   // less than zero: not used
};

// Before the practice begins only the minutes count.
bool isNear(Nearness const& nearness, Turn const& turn, std::chrono::seconds until_practice);

// The number of waiting patients, from the first on, whose turn may be near.
std::int64_t numberThatMayBeNear(Nearness const& nearness, std::int64_t seconds_per_patient);

}  // namespace antrean::reminder
