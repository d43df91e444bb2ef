#include "reminder/Rule.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <array>

namespace antrean::reminder {
namespace {

constexpr std::array<std::string_view, 4> kTypeNames{"queue", "schedule", "checkup", "no_show"};
// A quarter of a year: no reminder is sent earlier.
constexpr std::int64_t kOffsetMinutesMax = 90 * 24 * 60;

}  // namespace

std::optional<Type> typeOf(std::string_view reminder_type) {
    auto const name = text::lower(text::trim(reminder_type));
    auto const found = std::find(kTypeNames.begin(), kTypeNames.end(), name);
    if (found == kTypeNames.end())
        return std::nullopt;
    return static_cast<Type>(found - kTypeNames.begin());
}

std::chrono::minutes Rule::offset() const {
    return std::chrono::minutes(std::clamp(reminder_offset, -kOffsetMinutesMax, kOffsetMinutesMax));
}

}  // namespace antrean::reminder
