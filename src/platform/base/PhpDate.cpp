#include "base/PhpDate.hpp"

#include "base/PhpDateReader.hpp"
#include "base/Text.hpp"

#include <algorithm>
#include <array>

namespace antrean::phpdate {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

// Days since 1970-01-01 in the proleptic Gregorian calendar.
constexpr std::int64_t dayNumber(int year, int month, int day) {
    std::int64_t const shifted_year = month <= 2 ? year - 1 : year;
    std::int64_t const era = shifted_year / 400;
    std::int64_t const year_of_era = shifted_year - era * 400;
    std::int64_t const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    std::int64_t const day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

static_assert(dayNumber(1970, 1, 1) == 0 && dayNumber(2026, 1, 9) == 20'462);

// The inverse of dayNumber, for days from year 1 on.
WrittenDate dateOfDay(std::int64_t number) {
    std::int64_t const shifted = number + 719'468;
    std::int64_t const era = shifted / 146'097;
    std::int64_t const day_of_era = shifted - era * 146'097;
    std::int64_t const year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    std::int64_t const day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    std::int64_t const month_from_march = (5 * day_of_year + 2) / 153;
    WrittenDate date;
    date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    date.month =
        static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    date.year = static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
    return date;
}

// Reads "am", "PM" or "a.m.": 'a' or 'p', or 0 if neither is there.
char readMeridian(Reader& reader) {
    auto const before = reader.rest();
    reader.skipAny(" ");
    auto const letters = text::lower(reader.word());
    if (letters == "am" || letters == "pm")
        return letters.front();
    if ((letters == "a" || letters == "p") && reader.skip('.') &&
        text::lower(reader.word()) == "m") {
        reader.skip('.');
        return letters.front();
    }
    reader.returnTo(before);
    return 0;
}

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<int> secondOfDay(TimeOfDay time, char meridian) {
    if (meridian != 0) {
        if (time.hour < 1 || time.hour > 12)
            return std::nullopt;
        time.hour = time.hour % 12 + (meridian == 'p' ? 12 : 0);
    }
    bool const ends_day = time.hour == 24 && time.minute == 0 && time.second == 0;
    bool const in_day = time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60;
    if (!ends_day && (!in_day || time.second < 0 || time.second > 60))
        return std::nullopt;
    return time.hour * 3600 + time.minute * 60 + time.second;
}

// "100000" or "1000", as in 20251230T100000.
std::optional<int> compactTime(std::string_view digits) {
    if (digits.size() != 4 && digits.size() != 6)
        return std::nullopt;
    auto const pair = [digits](std::size_t index) {
        return static_cast<int>(text::toInt(digits.substr(index, 2)).value_or(0));
    };
    return secondOfDay({pair(0), pair(2), digits.size() == 6 ? pair(4) : 0}, 0);
}

// False if the text here begins like a time but is not one. `bare_hour`: an hour without minutes is
// allowed, as in "2025-12-30T10".
bool readTime(Reader& reader, bool bare_hour, Parts& parts) {
    auto const hour = reader.digits();
    if (hour.size() > 2) {
        auto const seconds = bare_hour ? compactTime(hour) : std::nullopt;
        parts.second_of_day = seconds.value_or(0);
        return seconds.has_value();
    }
    TimeOfDay time;
    time.hour = static_cast<int>(text::toInt(hour).value_or(-1));
    bool const has_minute = reader.skip(':');
    if (has_minute)
        time.minute = reader.shortNumber();
    if (has_minute && reader.skip(':')) {
        time.second = reader.shortNumber();
        if (reader.skip('.') && reader.digits().empty())
            return false;
    }
    char const meridian = readMeridian(reader);
    if (!has_minute && (meridian != 0) == bare_hour)
        return false;
    auto const seconds = secondOfDay(time, meridian);
    parts.second_of_day = seconds.value_or(0);
    return seconds.has_value();
}

bool readZone(Reader& reader, Parts& parts) {
    auto const name = text::lower(reader.word());
    if (!name.empty())
        return name == "z" || name == "utc" || name == "gmt";
    bool const is_west = reader.skip('-');
    if (!is_west && !reader.skip('+'))
        return false;
    auto digits = reader.digits(4);
    auto minutes = std::string_view();
    if (digits.size() == 4) {
        minutes = digits.substr(2);
        digits = digits.substr(0, 2);
    } else if (reader.skip(':')) {
        minutes = reader.digits(2);
        if (minutes.size() != 2)
            return false;
    }
    auto const hour = text::toInt(digits).value_or(-1);
    auto const minute = text::toInt(minutes).value_or(0);
    if (digits.size() > 2 || hour < 0 || hour > 14 || minute > 59)
        return false;
    parts.offset_s = static_cast<int>(hour * 3600 + minute * 60) * (is_west ? -1 : 1);
    return true;
}

// Reads what may follow a date: a time and a zone.
bool readTimeAndZone(Reader& reader, bool is_compact, Parts& parts) {
    if (is_compact && reader.beginsWithDigit())
        return readTime(reader, true, parts) && reader.atEnd();
    bool const after_space = reader.rest().starts_with(' ') || reader.rest().starts_with('\t');
    reader.skipAny(" \t");
    auto const before = reader.rest();
    bool const after_t = reader.skip('T') || reader.skip('t');
    if (after_t && !reader.beginsWithDigit())
        reader.returnTo(before);
    if (reader.beginsWithDigit() && !((after_t || after_space) && readTime(reader, after_t, parts)))
        return false;
    reader.skipAny(" ");
    return reader.atEnd() || (readZone(reader, parts) && reader.atEnd());
}

bool readParts(std::string_view text, Parts& parts) {
    Reader reader(text);
    skipWeekday(reader);
    auto const first_number = Reader(reader.rest()).digits();
    bool const time_first = first_number.size() <= 2 && !first_number.empty() &&
                            reader.rest().substr(first_number.size()).starts_with(':');
    if (time_first) {
        if (!readTime(reader, false, parts) || !reader.skip(' '))
            return false;
        reader.skipAny(" ");
        return readDate(reader, parts) && reader.atEnd();
    }
    bool const is_compact = first_number.size() == 8 || first_number.size() == 14;
    return readDate(reader, parts) && readTimeAndZone(reader, is_compact, parts);
}

// "@1767944579": a Unix time.
std::optional<WrittenDate> readUnixTime(std::string_view text) {
    auto const whole = text.substr(0, text.find('.'));
    auto const fraction = text.substr(whole.size());
    bool const is_fraction =
        fraction.empty() ||
        (fraction.size() > 1 && std::all_of(fraction.begin() + 1, fraction.end(), isDigit));
    auto const seconds = text::toInt(whole);
    constexpr std::int64_t kFirst = dayNumber(1, 1, 1) * kDaySeconds;
    constexpr std::int64_t kEnd = dayNumber(10'000, 1, 1) * kDaySeconds;
    if (!is_fraction || !seconds || *seconds < kFirst || *seconds >= kEnd)
        return std::nullopt;
    std::int64_t const before_day = *seconds < 0 ? kDaySeconds - 1 : 0;
    WrittenDate date = dateOfDay((*seconds - before_day) / kDaySeconds);
    date.instant_s = *seconds;
    return date;
}

}  // namespace

std::optional<WrittenDate> read(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    auto const begin = std::min(text.find_first_not_of(kSpace), text.size());
    text.remove_prefix(begin);
    text = text.substr(0, text.find_last_not_of(kSpace) + 1);
    if (text.starts_with('@'))
        return readUnixTime(text.substr(1));
    Parts parts;
    if (!readParts(text, parts) || !isCalendarDay(parts.year, parts.month, parts.day))
        return std::nullopt;
    std::int64_t const instant_s = dayNumber(parts.year, parts.month, parts.day) * kDaySeconds +
                                   parts.second_of_day - parts.offset_s;
    return WrittenDate{parts.year, parts.month, parts.day, instant_s};
}

bool isCalendarDay(int year, int month, int day) {
    constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool const is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
}

std::string isoDate(WrittenDate const& date) {
    // For every request with a date; fmt takes ten times as long.
    std::string text = "0000-00-00";
    auto const put = [&text](std::size_t end, int number) {
        for (; number > 0; number /= 10)
            text[--end] = static_cast<char>('0' + number % 10);
    };
    put(4, date.year);
    put(7, date.month);
    put(10, date.day);
    return text;
}

}  // namespace antrean::phpdate
