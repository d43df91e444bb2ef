#include "figures/Weekday.hpp"

#include "base/Text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

namespace antrean::figures {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

sys_days dayOf(std::string_view date) {
    auto const number = [date](std::size_t place, std::size_t size) {
        return static_cast<unsigned>(text::toInt(date.substr(place, size)).value());
    };
    return sys_days(year_month_day(
        std::chrono::year(static_cast<int>(number(0, 4))),
        std::chrono::month(number(5, 2)),
        std::chrono::day(number(8, 2))
    ));
}

}  // namespace

int weekdayOf(std::string_view date) {
    return static_cast<int>(std::chrono::weekday(dayOf(date)).iso_encoding());
}

std::string dateAfter(std::string_view date, int days_later) {
    using namespace std::chrono;
    constexpr auto kFirst = sys_days(year(1) / January / 1);
    constexpr auto kLast = sys_days(year(9999) / December / 31);
    year_month_day const day(std::clamp(dayOf(date) + days(days_later), kFirst, kLast));
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
}

int daysBetween(std::string_view from, std::string_view to) {
    return static_cast<int>((dayOf(to) - dayOf(from)).count());
}

}  // namespace antrean::figures
