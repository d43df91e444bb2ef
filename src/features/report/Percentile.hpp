#pragma once

#include "figures/Hundredths.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace antrean::report {

// That part of a hundred waited no longer. Between two waits it lies on the line between them, as
// PERCENTILE in a spreadsheet has it. `waits` are seconds, shortest first; `percent` is 0 to 100.
// Empty when nobody waited.
std::optional<figures::Hundredths> percentileMinutes(
    std::span<std::int64_t const> waits, int percent
);

}  // namespace antrean::report
