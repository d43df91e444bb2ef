#pragma once

#include "base/Clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// The hours of the clinic's day in which no patient gets a message.
struct QuietHours {
    std::string from = "21:00:00";
    std::string until = "06:00:00";  // equal to `from`: no quiet hours

    // "21:00" -> "21:00:00"; empty unless the text is HH:MM.
    static std::optional<std::string> parse(std::string_view time);

    // The first instant, at or after the given one, outside the quiet hours.
    Instant firstAfter(Instant instant, Zone const& zone) const;
};

}  // namespace antrean::whatsapp
