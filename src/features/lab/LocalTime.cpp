#include "lab/LocalTime.hpp"

#include "base/Text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace antrean::lab {
namespace {

constexpr std::size_t kDateLength = 10;
constexpr std::size_t kTimeLength = 8;

// 0 if the text is shorter.
unsigned number(std::string_view time, std::size_t at, std::size_t length) {
    if (at >= time.size())
        return 0;
    return static_cast<unsigned>(text::toInt(time.substr(at, length)).value_or(0));
}

std::chrono::sys_days dayOf(std::string_view time) {
    using namespace std::chrono;
    return sys_days(
        year(static_cast<int>(number(time, 0, 4))) / month(number(time, 5, 2)) /
        day(number(time, 8, 2))
    );
}

std::int64_t secondsOf(std::string_view time) {
    return std::int64_t{dayOf(time).time_since_epoch().count()} * 86'400 +
           number(time, 11, 2) * 3'600 + number(time, 14, 2) * 60 + number(time, 17, 2);
}

}  // namespace

std::string localTime(Moment const& moment) {
    return moment.date + " " + moment.time;
}

std::string daysLater(std::string const& time, std::int64_t days) {
    std::chrono::year_month_day const day(dayOf(time) + std::chrono::days(days));
    return fmt::format(
        "{:04}-{:02}-{:02}{}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()),
        std::string_view(time).substr(std::min(kDateLength, time.size()))
    );
}

std::int64_t secondsBetween(std::string const& from, std::string const& to) {
    return secondsOf(to) - secondsOf(from);
}

std::optional<std::string> joined(
    std::optional<std::string> const& date, std::optional<std::string> const& time
) {
    if (!date || !time || date->size() < kDateLength || time->size() < kTimeLength ||
        date->starts_with("0000"))
        return std::nullopt;
    return date->substr(0, kDateLength) + " " + time->substr(0, kTimeLength);
}

}  // namespace antrean::lab
