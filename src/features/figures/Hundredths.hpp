// Numbers with two decimals, as the contract shows averages and percentages (4.3-25 to 27): exact,
// because a double of 0.125 * 100 already is not what it should be.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>

namespace antrean::figures {

struct Hundredths {
    std::int64_t count = 0;

    bool operator==(Hundredths const&) const = default;
};

// Rounded half up. `whole` is positive and `part` not negative.
Hundredths quotient(std::int64_t part, std::int64_t whole);
// 0 when the whole is 0.
Hundredths percentage(std::int64_t part, std::int64_t whole);
// The average of so many waits.
Hundredths averageMinutes(std::int64_t seconds_sum, std::int64_t waits);
Hundredths minutes(std::int64_t seconds);

double real(Hundredths number);
// A number; without fraction when it is whole: 70, 33.33.
boost::json::value jsonNumber(Hundredths number);
// "67.94", "70.00"
std::string text(Hundredths number);

}  // namespace antrean::figures
