// Reads the values of the original's columns, which its database gives as text.
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antrean::laravel {

// "12", also from a text or decimal column: " 12 ", "12.00".
std::optional<std::int64_t> readNumber(std::string_view text);

// t, true, 1, yes; f, false, 0, no; in any case.
std::optional<std::int64_t> readFlag(std::string_view text);

// "2025-12-30", also with a time after it. Empty for what is not a day of the calendar,
// as "0000-00-00".
std::optional<std::string> readDate(std::string_view text);

// "08:15", "08:15:30.5", or the time of an instant -> "08:15:30". Empty for what is not a time
// of the day.
std::optional<std::string> readTime(std::string_view text);

// Instants as the original stores them: wall time of its zone, or with an offset from UTC.
class WallClock {
public:
    explicit WallClock(Zone zone) : zone_(std::move(zone)) {}

    // "2025-12-29 13:15:48.5" or "2025-12-29 06:15:48+00" -> "2025-12-29 06:15:48" (UTC).
    std::optional<std::string> utc(std::string_view text);
    // The day in the original's zone of an instant as it stores it.
    static std::optional<std::string> dayOf(std::string_view text) { return readDate(text); }

private:
    Instant at(std::string const& date, std::string const& time);

    struct Day {
        Instant first;
        bool is_even = false;  // 24 hours without a change of the clocks
    };
    Zone zone_;
    std::unordered_map<std::string, Day> days_;  // the last few thousand
};

// Text as PostgreSQL and SQLite can store it. What was encoded in UTF-8 twice, as happens when a
// latin1 column gets UTF-8, is decoded once ("SitÃ©" -> "Sité"); bytes that are no text become
// U+FFFD; NUL characters go. `is_repaired`: the text is not what was stored.
struct ReadText {
    std::string text;
    bool is_repaired = false;
};
ReadText readText(std::string_view stored);

}  // namespace antrean::laravel
