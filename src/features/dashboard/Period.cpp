#include "dashboard/Period.hpp"

#include "base/PhpDate.hpp"
#include "base/Text.hpp"
#include "validation/Bind.hpp"

#include <fmt/core.h>

#include <utility>

namespace antrean::dashboard {
namespace {

constexpr std::size_t kMonthSize = 7;
constexpr std::size_t kDaySize = 10;

std::string dateText(int year, int month, int day) {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

int lastDay(int year, int month) {
    int day = 31;
    while (!phpdate::isCalendarDay(year, month, day))
        --day;
    return day;
}

}  // namespace

Period periodOf(PeriodInput const& input, std::string_view today) {
    auto const year =
        static_cast<int>(input.year ? *input.year : text::toInt(today.substr(0, 4)).value());
    if (!input.month)
        return {dateText(year, 1, 1), dateText(year, 12, 31), kMonthSize};
    auto const month = static_cast<int>(*input.month);
    auto const first = dateText(year, month, 1);
    if (!input.day)
        return {first, dateText(year, month, lastDay(year, month)), kDaySize};
    auto const day = static_cast<int>(*input.day);
    if (!phpdate::isCalendarDay(year, month, day))  // 31 April: an empty period
        return {dateText(9999, 12, 31), dateText(1, 1, 1), kDaySize};
    return {dateText(year, month, day), dateText(year, month, day), kDaySize};
}

boost::json::object withDateOfYear(boost::json::object input) {
    auto const* date = input.if_contains("date");
    auto const* year = input.if_contains("year");
    bool const has_date = date != nullptr && !date->is_null();
    if (has_date || year == nullptr || !year->is_string() ||
        !is::normalizedDate(year->get_string()))
        return input;
    auto day = year->get_string();  // a copy: inserting a key may move what `year` points to
    input["date"] = std::move(day);
    return input;
}

}  // namespace antrean::dashboard
