// When a patient's turn is near: how many are ahead, and how long they will take.
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <span>

namespace antrean::reminder {

// As long as too few patients were called on a day to know better.
inline constexpr std::int64_t kUsualSecondsPerPatient = 10 * 60;
// So many calls tell the pace: enough for one long examination not to matter, and few enough to
// notice when a second nurse joins.
inline constexpr std::size_t kCallsForPace = 11;

// How long a poly takes for a patient: the middle one of the times between its last calls, which
// are given from the latest to the earliest.
std::int64_t secondsPerPatient(std::span<Instant const> latest_calls);

struct Turn {
    std::int64_t people_ahead = 0;
    std::int64_t minutes = 0;  // until the patient's own call, rounded up
};

// `until_practice`: zero or less when the practice has begun.
Turn turnOf(
    std::int64_t people_ahead, std::int64_t seconds_per_patient, std::chrono::seconds until_practice
);

// The two numbers of a reminder config of type QUEUE.
struct Nearness {
    std::int64_t minutes_max = 0;  // zero or less: time does not count
    std::int64_t people_max = 0;   // less than zero: people do not count
};

// Before the practice begins, nobody's turn is near by people alone.
bool isNear(Nearness const& nearness, Turn const& turn, std::chrono::seconds until_practice);

// How many of those who wait may be near, from the first on.
std::int64_t numberThatMayBeNear(Nearness const& nearness, std::int64_t seconds_per_patient);

}  // namespace antrean::reminder
