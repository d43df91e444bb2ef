#pragma once

#include <chrono>
#include <cstdint>

namespace antrean::delivery {

// How long to wait after `attempts` failed attempts (1 or more): a second, then twice as long each
// time, five minutes at most. `random`, in [0, 1), shortens that by up to half, so that deliveries
// that failed together are not repeated together.
std::chrono::milliseconds pauseAfter(std::int64_t attempts, double random);

}  // namespace antrean::delivery
