// When a planned backup is due.
#pragma once

#include "base/Clock.hpp"

#include <chrono>
#include <string>

namespace antrean::backup {

// Later than this after its time, a planned backup counts as late.
inline constexpr std::chrono::hours kLateAfter{2};

// The latest planned time that is not in the future: `at` ("02:00:00") of this clinic day or of the
// day before. Where the clocks skip that time, it is the instant of the skip; where they show it
// twice, the first one.
Instant plannedBefore(Instant now, std::string const& at, Zone const& zone);
// The next one after now.
Instant plannedAfter(Instant now, std::string const& at, Zone const& zone);

}  // namespace antrean::backup
