#include "base/Hundredths.hpp"

#include <fmt/core.h>

namespace antrean {
namespace {

constexpr std::int64_t kSecondsPerMinute = 60;

}  // namespace

Hundredths Hundredths::quotient(std::int64_t part, std::int64_t whole) {
    return {(200 * part + whole) / (2 * whole)};
}

Hundredths Hundredths::percentage(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? Hundredths{} : quotient(100 * part, whole);
}

Hundredths Hundredths::minutes(std::int64_t seconds) {
    return averageMinutes(seconds, 1);
}

Hundredths Hundredths::averageMinutes(std::int64_t seconds_sum, std::int64_t waits) {
    return quotient(seconds_sum, kSecondsPerMinute * waits);
}

double Hundredths::real() const {
    return static_cast<double>(count) / 100;
}

boost::json::value Hundredths::json() const {
    if (count % 100 == 0)
        return count / 100;
    return real();
}

std::string Hundredths::text() const {
    return fmt::format("{}.{:02}", count / 100, count % 100);
}

}  // namespace antrean
