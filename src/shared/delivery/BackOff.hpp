#pragma once

#include <chrono>
#include <cstdint>

namespace antrean::delivery {

// How long to wait after so many failed attempts (1 or more): a second, then twice as long each
// time, five minutes at most. `chance`, in [0, 1), takes off up to half, so that what failed
// together does not come again together.
std::chrono::milliseconds pauseAfter(std::int64_t attempts, double chance);

}  // namespace antrean::delivery
