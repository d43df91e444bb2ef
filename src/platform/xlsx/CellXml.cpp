#include "xlsx/CellXml.hpp"

#include "base/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace antrean::xlsx {
namespace {

constexpr std::string_view kBlank = " \t\n";

bool isPlain(char letter) {
    return static_cast<unsigned char>(letter) >= ' ' && letter != '&' && letter != '<' &&
           letter != '>' && letter != '_' && static_cast<unsigned char>(letter) < 0x80;
}

bool isHexDigit(char letter) {
    return ('0' <= letter && letter <= '9') || ('a' <= letter && letter <= 'f') ||
           ('A' <= letter && letter <= 'F');
}

// Programs would read the text "_x0041_" as "A".
bool isEscape(std::string_view text) {
    return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
           std::all_of(text.begin() + 2, text.begin() + 6, isHexDigit);
}

void appendSpecial(std::string& xml, std::string_view rest, text::CodePoint point) {
    switch (point.value) {
        case '&':
            xml += "&amp;";
            return;
        case '<':
            xml += "&lt;";
            return;
        case '>':
            xml += "&gt;";
            return;
        case 0xfffe:
        case 0xffff:
            xml += "\xef\xbf\xbd";
            return;
        default:
            break;
    }
    bool const is_control = point.value < ' ' && point.value != '\t' && point.value != '\n';
    if (is_control)
        fmt::format_to(
            std::back_inserter(xml), "_x{:04X}_", static_cast<std::uint32_t>(point.value)
        );
    else if (isEscape(rest))
        xml += "_x005F_";
    else
        xml += rest.substr(0, point.size_bytes);
}

void appendEscaped(std::string& xml, std::string_view text) {
    std::size_t units = 0;
    while (!text.empty() && units < kTextUnitsMax) {
        auto const limit = std::min(text.size(), kTextUnitsMax - units);
        auto const* const special = std::find_if_not(text.data(), text.data() + limit, isPlain);
        auto const plain = static_cast<std::size_t>(special - text.data());
        xml.append(text.data(), plain);
        text.remove_prefix(plain);
        units += plain;
        if (text.empty() || units == kTextUnitsMax)
            return;
        auto const point = text::firstCodePoint(text);
        units += point.value > 0xffff ? 2 : 1;
        if (point.size_bytes == 0)
            xml += "\xef\xbf\xbd";
        else if (units <= kTextUnitsMax)
            appendSpecial(xml, text, point);
        text.remove_prefix(std::max<std::size_t>(point.size_bytes, 1));
    }
}

}  // namespace

void appendText(std::string& xml, std::string_view text) {
    bool const has_edge = !text.empty() && (kBlank.find(text.front()) != std::string_view::npos ||
                                            kBlank.find(text.back()) != std::string_view::npos);
    xml += has_edge ? R"(<t xml:space="preserve">)" : "<t>";
    appendEscaped(xml, text);
    xml += "</t>";
}

std::string columnName(std::size_t index) {
    std::string name;
    for (auto rest = index + 1; rest > 0; rest = (rest - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name;
}

std::optional<std::int64_t> serialOf(std::string_view date) {
    using namespace std::chrono;
    constexpr auto kEpoch = sys_days(year(1899) / December / 30);
    constexpr auto kFirst = sys_days(year(1900) / March / 1);
    if (date.size() != 10 || date[4] != '-' || date[7] != '-')
        return std::nullopt;
    auto const number = [date](std::size_t begin, std::size_t size) {
        auto const digits = date.substr(begin, size);
        bool const is_number = digits.find_first_not_of("0123456789") == std::string_view::npos;
        return static_cast<int>(is_number ? text::toInt(digits).value_or(0) : 0);
    };
    year_month_day const day(
        year(number(0, 4)),
        month(static_cast<unsigned>(number(5, 2))),
        std::chrono::day(static_cast<unsigned>(number(8, 2)))
    );
    if (!day.ok() || sys_days(day) < kFirst)
        return std::nullopt;
    return (sys_days(day) - kEpoch).count();
}

}  // namespace antrean::xlsx
