#include "base/Text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace antrean::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

constexpr bool isAscii(char character) {
    return static_cast<unsigned char>(character) < 0x80;
}

constexpr bool isContinuation(char character) {
    return (static_cast<unsigned char>(character) & 0xC0U) == 0x80U;
}

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode white space and invisible characters. Text copied from a chat or a word processor often
// contains U+200B to U+200F, U+2060 to U+2065 and U+FEFF.
constexpr std::array<Range, 25> kInvisible{{
    {0x0, 0x0},       {0x9, 0xD},       {0x20, 0x20},       {0x85, 0x85},       {0xA0, 0xA0},
    {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},   {0x1680, 0x1680},
    {0x17B4, 0x17B5}, {0x180E, 0x180E}, {0x2000, 0x200F},   {0x2028, 0x2029},   {0x202F, 0x202F},
    {0x205F, 0x2065}, {0x206A, 0x206F}, {0x2800, 0x2800},   {0x3000, 0x3000},   {0x3164, 0x3164},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0x1D159, 0x1D159}, {0x1D173, 0x1D17A}, {0xE0020, 0xE0020},
}};

bool isInvisible(char32_t code) {
    if (code > 0x20 && code < 0x85)
        return false;
    return std::any_of(kInvisible.begin(), kInvisible.end(), [code](Range range) {
        return range.first <= code && code <= range.last;
    });
}

// The position of the last code point of a text that is not empty.
std::size_t lastStart(std::string_view text) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && isContinuation(text[start]))
        --start;
    return start;
}

constexpr char lowerAscii(char character) {
    return 'A' <= character && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

// Only pairs whose two forms have two bytes each, so that lower() never changes a length.
char32_t lowerTwoByte(char32_t code) {
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7)
        return code + 0x20;
    if (code == 0x178)
        return 0xFF;
    if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
        return (code & 1U) != 0 ? code + 1 : code;
    if (code >= 0x100 && code <= 0x177 && code != 0x130 && code != 0x138 && code != 0x149)
        return code | 1U;
    if (code >= 0x391 && code <= 0x3AB && code != 0x3A2)
        return code + 0x20;
    if (code >= 0x400 && code <= 0x40F)
        return code + 0x50;
    if (code >= 0x410 && code <= 0x42F)
        return code + 0x20;
    return code;
}

int hexValue(char digit) {
    if ('0' <= digit && digit <= '9')
        return digit - '0';
    char const letter = lowerAscii(digit);
    return 'a' <= letter && letter <= 'f' ? letter - 'a' + 10 : -1;
}

}  // namespace

std::optional<std::int64_t> toInt(std::string_view text) {
    std::int64_t number = 0;
    auto const* end = text.data() + text.size();
    auto const [stopped, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || stopped != end)
        return std::nullopt;
    return number;
}

std::string_view trim(std::string_view text) {
    while (!text.empty()) {
        auto const code = firstCodePoint(text);
        if (code.size_bytes == 0 || !isInvisible(code.value))
            break;
        text.remove_prefix(code.size_bytes);
    }
    while (!text.empty()) {
        auto const last = text.substr(lastStart(text));
        auto const code = firstCodePoint(last);
        if (code.size_bytes != last.size() || !isInvisible(code.value))
            break;
        text.remove_suffix(last.size());
    }
    return text;
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(std::string_view(" \t\n\r\v\0", 6)) == std::string_view::npos;
}

std::string lower(std::string_view text) {
    std::string lowered;
    lowered.reserve(text.size());
    while (!text.empty()) {
        auto const code = firstCodePoint(text);
        if (code.size_bytes == 2) {
            char32_t const folded = lowerTwoByte(code.value);
            lowered += static_cast<char>(0xC0U | (folded >> 6U));
            lowered += static_cast<char>(0x80U | (folded & 0x3FU));
            text.remove_prefix(2);
            continue;
        }
        lowered += lowerAscii(text.front());
        text.remove_prefix(1);
    }
    return lowered;
}

bool equalIgnoringCase(std::string_view left, std::string_view right) {
    if (left.size() != right.size())
        return false;
    bool const both_ascii = std::all_of(left.begin(), left.end(), isAscii) &&
                            std::all_of(right.begin(), right.end(), isAscii);
    if (!both_ascii)
        return lower(left) == lower(right);
    return std::equal(left.begin(), left.end(), right.begin(), [](char one, char other) {
        return lowerAscii(one) == lowerAscii(other);
    });
}

CodePoint firstCodePoint(std::string_view text) {
    if (text.empty())
        return {};
    auto const lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80)
        return {lead, 1};
    std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size)
        return {};
    char32_t value = lead & (0xFFU >> (size + 1));
    for (std::size_t index = 1; index < size; ++index) {
        if (!isContinuation(text[index]))
            return {};
        value = (value << 6U) | (static_cast<unsigned char>(text[index]) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    bool const is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < kSmallest[size] || value > 0x10FFFF || is_surrogate)
        return {};
    return {value, size};
}

bool isUtf8(std::string_view text) {
    // Most texts are ASCII: eight letters at once.
    for (std::uint64_t eight = 0; text.size() >= sizeof eight; text.remove_prefix(sizeof eight)) {
        std::memcpy(&eight, text.data(), sizeof eight);
        if ((eight & 0x8080808080808080U) != 0)
            break;
    }
    while (!text.empty()) {
        auto const size = isAscii(text.front()) ? 1 : firstCodePoint(text).size_bytes;
        if (size == 0)
            return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string toUtf8(std::string_view text) {
    std::string repaired;
    repaired.reserve(text.size());
    while (!text.empty()) {
        auto const size = firstCodePoint(text).size_bytes;
        repaired += size == 0 ? kReplacement : text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return repaired;
}

std::size_t codePoints(std::string_view text) {
    auto const ascii = std::ranges::find_if_not(text, isAscii) - text.begin();
    auto count = static_cast<std::size_t>(ascii);
    for (text.remove_prefix(count); !text.empty(); ++count)
        text.remove_prefix(std::max<std::size_t>(firstCodePoint(text).size_bytes, 1));
    return count;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        auto const end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::string replaceAll(std::string_view text, std::string_view from, std::string_view to) {
    std::string replaced;
    if (from.empty())
        return replaced.append(text);
    for (auto found = text.find(from); found != std::string_view::npos; found = text.find(from)) {
        replaced.append(text.substr(0, found)).append(to);
        text.remove_prefix(found + from.size());
    }
    return replaced.append(text);
}

std::string escapeLike(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size() + 8);
    for (char const character : text) {
        if (character == '\\' || character == '%' || character == '_')
            escaped += '\\';
        escaped += character;
    }
    return escaped;
}

std::string percentDecode(std::string_view text) {
    if (text.find('%') == std::string_view::npos)
        return std::string(text);
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] == '%' && index + 2 < text.size()) {
            int const high = hexValue(text[index + 1]);
            int const low = hexValue(text[index + 2]);
            if (high >= 0 && low >= 0) {
                decoded += static_cast<char>(high * 16 + low);
                index += 2;
                continue;
            }
        }
        decoded += text[index];
    }
    return decoded;
}

std::string percentEncode(std::string_view text) {
    constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    encoded.reserve(text.size());
    for (char const character : text) {
        if (kPlain.find(character) != std::string_view::npos) {
            encoded += character;
            continue;
        }
        auto const byte = static_cast<unsigned char>(character);
        encoded += '%';
        encoded += kHexDigits[byte >> 4U];
        encoded += kHexDigits[byte & 0xFU];
    }
    return encoded;
}

}  // namespace antrean::text
