#include "reminder/IndonesianTime.hpp"

#include "base/Text.hpp"

#include <fmt/core.h>

#include <array>
#include <chrono>

namespace antrean::reminder {
namespace {

constexpr std::array<std::string_view, 7> kDays{
    "Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"};
constexpr std::array<std::string_view, 12> kMonths{
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
};

int number(std::string_view digits) {
    return static_cast<int>(text::toInt(digits).value());
}

}  // namespace

std::string dateInWords(std::string_view date) {
    auto const year = number(date.substr(0, 4));
    auto const month = static_cast<unsigned>(number(date.substr(5, 2)));
    auto const day = static_cast<unsigned>(number(date.substr(8, 2)));
    std::chrono::weekday const weekday(std::chrono::sys_days(
        std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)
    ));
    return fmt::format(
        "{}, {} {} {}", kDays.at(weekday.c_encoding()), day, kMonths.at(month - 1), year
    );
}

std::string timeInWords(std::string_view time) {
    return fmt::format("{}.{}", time.substr(0, 2), time.substr(3, 2));
}

}  // namespace antrean::reminder
