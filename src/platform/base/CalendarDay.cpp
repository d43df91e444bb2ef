#include "base/CalendarDay.hpp"

#include <fmt/core.h>

#include <charconv>

namespace antrean {

Day dayOf(std::string_view date) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    std::from_chars(date.data(), date.data() + 4, year);
    std::from_chars(date.data() + 5, date.data() + 7, month);
    std::from_chars(date.data() + 8, date.data() + 10, day);
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

std::string dateOf(Day day) {
    std::chrono::year_month_day const date(day);
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
}

}  // namespace antrean
