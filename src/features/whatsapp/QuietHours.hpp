#pragma once

#include "base/Clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// The hours of the clinic's day in which no patient is written to.
struct QuietHours {
    std::string from = "21:00:00";
    std::string until = "06:00:00";  // equal to `from`: there are none

    // "21:00" -> "21:00:00"; empty for anything but HH:MM.
    static std::optional<std::string> parse(std::string_view time);

    // The first instant at or after that one which is not within them.
    Instant firstAfter(Instant instant, Zone const& zone) const;
};

}  // namespace antrean::whatsapp
