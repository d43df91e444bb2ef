#include "laravel/Values.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace antrean::laravel {
namespace {

constexpr std::size_t kDaysKept = 4'000;
constexpr std::size_t kDateLetters = 10;

// A number of exactly these digits; -1 otherwise.
int digits(std::string_view text, std::size_t first, std::size_t count) {
    if (text.size() < first + count)
        return -1;
    int value = 0;
    for (auto const letter : text.substr(first, count)) {
        if (letter < '0' || letter > '9')
            return -1;
        value = value * 10 + (letter - '0');
    }
    return value;
}

bool isDay(int year, int month, int day) {
    using namespace std::chrono;
    return year > 0 && month > 0 && day > 0 &&
           year_month_day(
               std::chrono::year(year),
               std::chrono::month(static_cast<unsigned>(month)),
               std::chrono::day(static_cast<unsigned>(day))
           )
               .ok();
}

// Windows-1252, which MySQL calls latin1, has these characters where ISO 8859-1 has controls.
constexpr std::array<char32_t, 32> kWindows{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// The byte that latin1 shows as this character; empty when it shows none so.
std::optional<char> latinByte(char32_t character) {
    if (character < 0x80 || (character >= 0xA0 && character <= 0xFF))
        return static_cast<char>(character);
    auto const found = std::ranges::find(kWindows, character);
    if (found == kWindows.end())
        return std::nullopt;
    return static_cast<char>(0x80 + (found - kWindows.begin()));
}

// The text that was encoded twice; empty if the text is not such a text.
std::optional<std::string> decodedOnce(std::string_view text) {
    std::string bytes;
    bool is_ascii = true;
    while (!text.empty()) {
        auto const point = text::firstCodePoint(text);
        auto const byte = point.size_bytes == 0 ? std::nullopt : latinByte(point.value);
        if (!byte)
            return std::nullopt;
        is_ascii = is_ascii && point.size_bytes == 1;
        bytes += *byte;
        text.remove_prefix(point.size_bytes);
    }
    if (is_ascii || !text::isUtf8(bytes))
        return std::nullopt;
    return bytes;
}

// The offset at the end of an instant ("+07", "-03:30", "Z"), in seconds. Empty if the text has no
// offset.
std::optional<int> offsetOf(std::string_view text) {
    if (text.ends_with('Z'))
        return 0;
    auto const sign = text.find_first_of("+-", kDateLetters);
    if (sign == std::string_view::npos)
        return std::nullopt;
    auto const hours = digits(text, sign + 1, 2);
    auto const minutes = std::max(digits(text, sign + 4, 2), 0);
    auto const seconds = (std::max(hours, 0) * 60 + minutes) * 60;
    return text[sign] == '-' ? -seconds : seconds;
}

std::chrono::seconds secondsOf(std::string const& time) {
    return std::chrono::seconds(
        (digits(time, 0, 2) * 60 + digits(time, 3, 2)) * 60 + digits(time, 6, 2)
    );
}

}  // namespace

std::optional<std::int64_t> readNumber(std::string_view text) {
    auto trimmed = text::trim(text);
    if (auto const point = trimmed.find('.'); point != std::string_view::npos) {
        if (trimmed.find_first_not_of('0', point + 1) != std::string_view::npos)
            return std::nullopt;
        trimmed = trimmed.substr(0, point);
    }
    return text::toInt(trimmed);
}

std::optional<std::int64_t> readFlag(std::string_view text) {
    auto const word = text::lower(text::trim(text));
    for (auto const* const yes : {"1", "t", "true", "yes", "y"})
        if (word == yes)
            return 1;
    for (auto const* const no : {"0", "f", "false", "no", "n"})
        if (word == no)
            return 0;
    return std::nullopt;
}

std::optional<std::string> readDate(std::string_view text) {
    auto const has_form = text.size() >= kDateLetters && text[4] == '-' && text[7] == '-';
    if (!has_form || !isDay(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)))
        return std::nullopt;
    return std::string(text.substr(0, kDateLetters));
}

std::optional<std::string> readTime(std::string_view text) {
    if (text.size() > kDateLetters && text[4] == '-')
        text.remove_prefix(kDateLetters + 1);
    auto const hour = digits(text, 0, 2);
    auto const minute = digits(text, 3, 2);
    auto const has_seconds = text.size() > 5 && text[5] == ':';
    auto const second = has_seconds ? digits(text, 6, 2) : 0;
    bool const is_time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 &&
                         second < 60 && text[2] == ':';
    if (!is_time)
        return std::nullopt;
    return std::string(text.substr(0, 5)) + (has_seconds ? std::string(text.substr(5, 3)) : ":00");
}

std::optional<std::string> WallClock::utc(std::string_view text) {
    auto const date = readDate(text);
    auto const time = text.size() == kDateLetters ? "00:00:00" : readTime(text);
    if (!date || !time)
        return std::nullopt;
    if (auto const offset = offsetOf(text))
        return storedTimestamp(
            Zone::find("UTC").value().at(*date, *time) - std::chrono::seconds(*offset)
        );
    return storedTimestamp(at(*date, *time));
}

Instant WallClock::at(std::string const& date, std::string const& time) {
    auto day = days_.find(date);
    if (day == days_.end()) {
        if (days_.size() == kDaysKept)
            days_.clear();
        auto const first = zone_.firstSecond(date);
        bool const is_even = zone_.lastSecond(date) - first == std::chrono::seconds(86'399);
        day = days_.emplace(date, Day{first, is_even}).first;
    }
    if (day->second.is_even)
        return day->second.first + secondsOf(time);
    return zone_.at(date, time);
}

ReadText readText(std::string_view stored) {
    ReadText read{std::string(stored), false};
    if (!text::isUtf8(read.text))
        read = {text::toUtf8(stored), true};
    if (auto decoded = decodedOnce(read.text))
        read = {*std::move(decoded), true};
    if (std::erase(read.text, '\0') != 0)
        read.is_repaired = true;
    return read;
}

}  // namespace antrean::laravel
