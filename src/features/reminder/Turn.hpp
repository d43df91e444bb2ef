// Estimates when a patient's turn is near: how many are ahead, and how long they will take.
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <span>

namespace antrean::reminder {

// The pace while too few patients have been called on a day.
inline constexpr std::int64_t kUsualSecondsPerPatient = 10 * 60;
// The number of calls that determine the pace: enough to average out one long examination, and few
// enough to notice when a second nurse joins.
inline constexpr std::size_t kCallsForPace = 11;

// A poly's time per patient: the median of the times between its last calls, which are ordered from
// the latest to the earliest.
std::int64_t secondsPerPatient(std::span<Instant const> latest_calls);

struct Turn {
    std::int64_t people_ahead = 0;
    std::int64_t minutes = 0;  // until the patient's own call, rounded up
};

// `until_practice`: zero or less if the practice has begun.
Turn turnOf(
    std::int64_t people_ahead, std::int64_t seconds_per_patient, std::chrono::seconds until_practice
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
