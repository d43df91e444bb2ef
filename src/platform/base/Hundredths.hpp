#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>

namespace antrean {

// A number with two decimals: averages and percentages (contract, 4.3-25 to 27). Integers, because
// in doubles 0.125 * 100 already rounds to the wrong side.
struct Hundredths {
    std::int64_t count = 0;

    // Rounded half up. `whole` is positive, `part` is not negative.
    static Hundredths quotient(std::int64_t part, std::int64_t whole);
    // 0 when the whole is 0.
    static Hundredths percentage(std::int64_t part, std::int64_t whole);
    static Hundredths minutes(std::int64_t seconds);
    // The average of `waits` waits of `seconds_sum` seconds together.
    static Hundredths averageMinutes(std::int64_t seconds_sum, std::int64_t waits);

    double real() const;
    // An integer when there is no fraction: 70, 33.33.
    boost::json::value json() const;
    // Always with two decimals: "67.94", "70.00".
    std::string text() const;

    bool operator==(Hundredths const&) const = default;
};

}  // namespace antrean
