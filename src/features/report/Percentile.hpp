#pragma once

#include "base/Hundredths.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace antrean::report {

// The percentile of waits, interpolated linearly between two of them, like PERCENTILE in a
// spreadsheet. `waits` are seconds, shortest first; `percent` is 0 to 100. Empty without waits.
std::optional<Hundredths> percentileMinutes(std::span<std::int64_t const> waits, int percent);

}  // namespace antrean::report
