#pragma once

#include "figures/Hundredths.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace antrean::report {

// The wait that `percent` of a hundred patients did not exceed. Between two waits it is
// interpolated linearly, as by PERCENTILE in a spreadsheet. `waits` are seconds, shortest first;
// `percent` is 0 to 100. Empty without waits.
std::optional<figures::Hundredths> percentileMinutes(
    std::span<std::int64_t const> waits, int percent
);

}  // namespace antrean::report
