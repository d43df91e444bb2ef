#include "report/Percentile.hpp"

#include <algorithm>

namespace antrean::report {

std::optional<Hundredths> percentileMinutes(std::span<std::int64_t const> waits, int percent) {
    if (waits.empty())
        return std::nullopt;
    constexpr std::int64_t kSecondsPerMinute = 60;
    auto const rank = static_cast<std::size_t>(percent) * (waits.size() - 1);  // in hundredths
    auto const below = waits[rank / 100];
    auto const above = waits[std::min(rank / 100 + 1, waits.size() - 1)];
    auto const part = static_cast<std::int64_t>(rank % 100);
    return Hundredths::quotient(100 * below + part * (above - below), 100 * kSecondsPerMinute);
}

}  // namespace antrean::report
