// When a waiting patient is likely to be called to the nurse, as a range of minutes.
#pragma once

#include "base/Clock.hpp"
#include "estimate/Pace.hpp"

#include <cstdint>
#include <optional>

namespace antrean::estimate {

enum class Confidence : std::uint8_t { low, medium, high };

struct Estimate {
    // From `now` on. Up to 20 minutes they are exact to a minute, beyond that to five.
    std::int64_t from_minutes = 0;
    std::int64_t to_minutes = 0;
    // On a whole minute of the clock.
    Instant from{};
    Instant to{};
    Confidence confidence = Confidence::low;
};

struct Situation {
    std::int64_t people_ahead = 0;  // who wait for the nurse and have a lower number
    Instant now{};
    std::optional<Instant> last_call = {};      // of the poly, today
    std::optional<Instant> session_start = {};  // of the patient's doctor
};

// The patient is called after one interval for each patient ahead and one more, of which a part has
// passed since the last call. Before the session starts, the first call is expected at its start.
//
// The intervals vary independently of each other, and their mean is known only from some of them.
// So the range of n intervals is n times the mean, and to either side the distance of the quantile
// times the root of n + n * n / intervals of the pace. It holds four times out of five.
//
// Empty if the call is half a day away: then nobody knows.
std::optional<Estimate> estimateOf(Pace const& pace, Situation const& situation);

}  // namespace antrean::estimate
