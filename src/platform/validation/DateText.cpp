#include "validation/DateText.hpp"

#include "base/PhpDate.hpp"
#include "base/Text.hpp"
#include "validation/Values.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace antrean::validation {
namespace {

struct Clockwork {
    std::int64_t year = 1970;
    std::int64_t month = 1;
    std::int64_t day = 1;
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;

    std::int64_t* part(char letter) {
        switch (letter) {
            case 'Y':
                return &year;
            case 'm':
                return &month;
            case 'd':
                return &day;
            case 'H':
                return &hour;
            case 'i':
                return &minute;
            case 's':
                return &second;
            default:
                return nullptr;
        }
    }
};

std::optional<std::int64_t> readOneFormat(std::string_view text, std::string_view format) {
    Clockwork read;
    for (char const letter : format) {
        auto* part = read.part(letter);
        auto const token = text.substr(0, letter == 'Y' ? 4 : part != nullptr ? 2 : 1);
        text.remove_prefix(token.size());
        if (part == nullptr) {
            if (std::string_view(&letter, 1) != token)
                return std::nullopt;
            continue;
        }
        auto const number = text::toInt(token);
        if (!number || *number < 0 || token.size() != (letter == 'Y' ? 4U : 2U))
            return std::nullopt;
        *part = *number;
    }
    if (!text.empty() || read.hour > 23 || read.minute > 59 || read.second > 59)
        return std::nullopt;
    auto const day =
        phpdate::read(fmt::format("{:04}-{:02}-{:02}", read.year, read.month, read.day));
    if (!day)
        return std::nullopt;
    return day->instant_s + read.hour * 3600 + read.minute * 60 + read.second;
}

}  // namespace

bool isDate(boost::json::value const& value) {
    if (value.is_bool())
        return false;
    auto const text = scalarText(value);
    return text && phpdate::read(*text);
}

std::optional<std::int64_t> readFormatted(std::string_view text, std::string_view formats) {
    while (!formats.empty()) {
        auto const format = firstFormat(formats);
        if (auto const instant_s = readOneFormat(text, format))
            return instant_s;
        formats.remove_prefix(std::min(format.size() + 1, formats.size()));
    }
    return std::nullopt;
}

std::string_view firstFormat(std::string_view formats) {
    return formats.substr(0, formats.find('|'));
}

}  // namespace antrean::validation
