#include "validation/Bind.hpp"

#include "base/PhpDate.hpp"
#include "base/Text.hpp"
#include "validation/Values.hpp"

#include <cmath>
#include <limits>

namespace antrean::validation {

std::optional<std::string> normalizedDate(std::string_view written) {
    auto const day = phpdate::read(written);
    return day ? std::optional(phpdate::isoDate(*day)) : std::nullopt;
}

void assign(std::string& target, boost::json::value const& value, Field const& field) {
    target = scalarText(value).value_or("");
    if (auto const* truth = value.if_bool())
        target = *truth ? "1" : "0";
    if (field.has(RuleKind::date))
        target = normalizedDate(target).value_or("");
}

void assign(std::int64_t& target, boost::json::value const& value, Field const&) {
    if (auto const whole = integerOf(value)) {
        target = *whole;
        return;
    }
    // "01" (a month) and "2.5" (a number) are truncated and limited to 64 bits.
    constexpr double kBound = 9.2e18;
    auto const number = numberOf(value).value_or(0);
    if (std::abs(number) < kBound)
        target = static_cast<std::int64_t>(number);
    else
        target = number < 0 ? std::numeric_limits<std::int64_t>::min()
                            : std::numeric_limits<std::int64_t>::max();
}

void assign(double& target, boost::json::value const& value, Field const&) {
    target = numberOf(value).value_or(static_cast<double>(integerOf(value).value_or(0)));
}

void assign(bool& target, boost::json::value const& value, Field const&) {
    target = booleanOf(value).value_or(false);
}

}  // namespace antrean::validation
