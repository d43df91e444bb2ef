// The forms of a date without its time: grammar in PhpDate.hpp.
#include "base/PhpDateReader.hpp"

#include <array>
#include <optional>
#include <string>

namespace antrean::phpdate {
namespace {

constexpr std::array<std::string_view, 12> kMonths{
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
};

constexpr std::array<std::string_view, 7> kWeekdays{
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
};

// The index of the name that equals `word` or whose first three letters do.
template <std::size_t Size>
std::optional<int> indexOf(std::array<std::string_view, Size> const& names, std::string_view word) {
    auto const lowered = text::lower(word);
    for (std::size_t index = 0; index < Size; ++index)
        if (lowered == names[index] || lowered == names[index].substr(0, 3))
            return static_cast<int>(index);
    return std::nullopt;
}

std::optional<int> monthOf(std::string_view word) {
    if (text::equalIgnoringCase(word, "sept"))
        return 9;
    auto const index = indexOf(kMonths, word);
    return index ? std::optional(*index + 1) : std::nullopt;
}

int fullYear(std::string_view two_digits) {
    auto const year = static_cast<int>(*text::toInt(two_digits));
    return year < 70 ? year + 2000 : year + 1900;
}

// Reads month and day after "2025". The separator determines the form.
bool readAfterYear(Reader& reader, Parts& parts) {
    if (reader.skip('/')) {
        parts.month = reader.shortNumber();
        parts.day = reader.skip('/') ? reader.shortNumber() : -1;
        return true;
    }
    auto const before = reader.rest();
    bool const dashed = reader.skip('-');
    if (dashed && reader.beginsWithDigit()) {
        parts.month = reader.shortNumber();
        parts.day = 1;
        auto const after_month = reader.rest();
        if (reader.skip('-') && (parts.day = reader.shortNumber()) < 0)
            reader.returnTo(after_month);
        return true;
    }
    reader.skipAny(" ");
    auto const word = reader.word();
    auto const month = monthOf(word);
    if (!month) {
        reader.returnTo(before);
        return false;
    }
    parts.month = *month;
    parts.day = 1;
    if (!reader.skip('-'))
        return true;
    // "2025-Dec-30", with exactly these hyphens and letters.
    auto const day = reader.digits();
    parts.day = static_cast<int>(text::toInt(day).value_or(0));
    return dashed && word.size() == 3 && day.size() == 2;
}

// Reads the rest after "30" and a '-' or '.': "12-2025", "12.2025"; or "12-25" of "30-12-25", where
// the first number is a year.
bool readAfterShort(Reader& reader, std::string_view first, char separator, Parts& parts) {
    parts.month = reader.shortNumber();
    if (parts.month < 0 || !reader.skip(separator))
        return false;
    auto const last = reader.digits();
    auto const number = static_cast<int>(text::toInt(first).value_or(0));
    if (last.size() == 4) {
        parts.day = number;
        parts.year = static_cast<int>(*text::toInt(last));
        return true;
    }
    if (separator != '-' || last.empty() || last.size() > 2)
        return false;
    parts.year = fullYear(first);
    parts.day = static_cast<int>(*text::toInt(last));
    return true;
}

// Reads the rest after the month and the slash of "12/30/2025" or "12/30/25".
bool readAmerican(Reader& reader, std::string_view first, Parts& parts) {
    parts.month = static_cast<int>(*text::toInt(first));
    parts.day = reader.shortNumber();
    if (parts.day < 0 || !reader.skip('/'))
        return false;
    auto const year = reader.digits();
    if (year.size() == 4)
        parts.year = static_cast<int>(*text::toInt(year));
    else if (year.size() == 2)
        parts.year = fullYear(year);
    return parts.year >= 0;
}

void skipOrdinal(Reader& reader) {
    auto const before = reader.rest();
    auto const suffix = text::lower(reader.word());
    if (suffix != "st" && suffix != "nd" && suffix != "rd" && suffix != "th")
        reader.returnTo(before);
}

// Reads the rest after the day of "30 December 2025", "30th Dec 2025", "30-Dec-2025".
bool readDayMonthYear(Reader& reader, std::string_view day, Parts& parts) {
    skipOrdinal(reader);
    reader.skipAny(" -.");
    auto const month = monthOf(reader.word());
    reader.skipAny(" -.");
    auto const year = reader.digits();
    if (!month || year.size() != 4)
        return false;
    parts.day = static_cast<int>(*text::toInt(day));
    parts.month = *month;
    parts.year = static_cast<int>(*text::toInt(year));
    return true;
}

// "December 30, 2025", "Dec 30 2025", "Dec 2025".
bool readMonthFirst(Reader& reader, Parts& parts) {
    auto const month = monthOf(reader.word());
    if (!month)
        return false;
    parts.month = *month;
    reader.skipAny(" -.");
    auto const number = reader.digits();
    if (number.size() == 4) {
        parts.day = 1;
        parts.year = static_cast<int>(*text::toInt(number));
        return true;
    }
    if (number.empty() || number.size() > 2)
        return false;
    parts.day = static_cast<int>(*text::toInt(number));
    skipOrdinal(reader);
    reader.skipAny(" ,.");
    auto const year = reader.digits();
    parts.year = year.size() == 4 ? static_cast<int>(*text::toInt(year)) : -1;
    return parts.year >= 0;
}

}  // namespace

bool readDate(Reader& reader, Parts& parts) {
    if (!reader.beginsWithDigit())
        return readMonthFirst(reader, parts);
    auto const before = reader.rest();
    auto const first = reader.digits();
    if (first.size() == 4) {
        parts.year = static_cast<int>(*text::toInt(first));
        return readAfterYear(reader, parts);
    }
    if (first.size() == 8 || first.size() == 14) {
        parts.year = static_cast<int>(*text::toInt(first.substr(0, 4)));
        parts.month = static_cast<int>(*text::toInt(first.substr(4, 2)));
        parts.day = static_cast<int>(*text::toInt(first.substr(6, 2)));
        reader.returnTo(before.substr(8));
        return true;
    }
    if (first.size() > 2)
        return false;
    if (reader.skip('/'))
        return readAmerican(reader, first, parts);
    auto const after_first = reader.rest();
    for (char const separator : {'-', '.'}) {
        if (reader.skip(separator) && reader.beginsWithDigit())
            return readAfterShort(reader, first, separator, parts);
        reader.returnTo(after_first);
    }
    return readDayMonthYear(reader, first, parts);
}

void skipWeekday(Reader& reader) {
    auto const before = reader.rest();
    if (!indexOf(kWeekdays, reader.word())) {
        reader.returnTo(before);
        return;
    }
    reader.skipAny(" ,");
}
}  // namespace antrean::phpdate
