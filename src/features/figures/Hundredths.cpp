#include "figures/Hundredths.hpp"

#include <fmt/core.h>

namespace antrean::figures {
namespace {

constexpr std::int64_t kSecondsPerMinute = 60;

}  // namespace

Hundredths quotient(std::int64_t part, std::int64_t whole) {
    return {(200 * part + whole) / (2 * whole)};
}

Hundredths percentage(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? Hundredths{} : quotient(100 * part, whole);
}

Hundredths averageMinutes(std::int64_t seconds_sum, std::int64_t waits) {
    return quotient(seconds_sum, kSecondsPerMinute * waits);
}

Hundredths minutes(std::int64_t seconds) {
    return averageMinutes(seconds, 1);
}

double real(Hundredths number) {
    return static_cast<double>(number.count) / 100;
}

boost::json::value jsonNumber(Hundredths number) {
    if (number.count % 100 == 0)
        return number.count / 100;
    return real(number);
}

std::string text(Hundredths number) {
    return fmt::format("{}.{:02}", number.count / 100, number.count % 100);
}

}  // namespace antrean::figures
