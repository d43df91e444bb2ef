#include "validation/Email.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <array>

namespace antrean::validation {
namespace {

constexpr std::size_t kDomainBytesMax = 253;
constexpr std::size_t kLabelBytesMax = 63;
constexpr std::string_view kAtomSymbols = "!#$%&'*+-/=?^_`{|}~";

bool isAsciiAlnum(char character) {
    return ('0' <= character && character <= '9') || ('a' <= character && character <= 'z') ||
           ('A' <= character && character <= 'Z');
}

bool isControl(char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
}

struct Range {
    char32_t first;
    char32_t last;
};

// Characters beyond ASCII that are not letters of any script: controls, symbols and pictographs.
constexpr std::array<Range, 19> kNoLetters{{
    {0x80, 0xA0},     {0xA2, 0xA6},     {0xA8, 0xA9},     {0xAC, 0xAF},       {0xB0, 0xB1},
    {0xB4, 0xB4},     {0xB8, 0xB8},     {0xD7, 0xD7},     {0xF7, 0xF7},       {0x2000, 0x200F},
    {0x2028, 0x202F}, {0x205F, 0x2064}, {0x2066, 0x206F}, {0x20A0, 0x20CF},   {0x2100, 0x2BFF},
    {0xE000, 0xF8FF}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0x1F000, 0x1FAFF},
}};

bool isForeignLetter(char32_t code) {
    return code >= 0x80 && code < 0xE0000 &&
           std::none_of(kNoLetters.begin(), kNoLetters.end(), [code](Range range) {
               return range.first <= code && code <= range.last;
           });
}

// Size in bytes of the non-ASCII letter at the beginning of the text, or 0.
std::size_t foreignLetter(std::string_view text) {
    auto const code = text::firstCodePoint(text);
    return code.size_bytes > 1 && isForeignLetter(code.value) ? code.size_bytes : 0;
}

// Size in bytes of the comment that begins with the text's first '(', or 0 if it is not closed.
std::size_t commentSize(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t index = 0; index < text.size(); ++index) {
        char const character = text[index];
        if (isControl(character) || character == '\\' || character == '@')
            return 0;
        if (character == '(')
            ++depth;
        if (character == ')' && --depth == 0)
            return index + 1;
    }
    return 0;
}

// Size in bytes of the quoted string at the beginning of the text, or 0.
std::size_t quotedSize(std::string_view text) {
    for (std::size_t index = 1; index < text.size(); ++index) {
        if (isControl(text[index]))
            return 0;
        if (text[index] == '\\')
            ++index;
        else if (text[index] == '"')
            return index + 1;
    }
    return 0;
}

// Size in bytes of the local part, up to the '@' after it; 0 if it is malformed.
std::size_t localSize(std::string_view text) {
    std::size_t place = 0;
    bool part_begun = false;
    bool any_part = false;
    while (place < text.size() && text[place] != '@') {
        auto const rest = text.substr(place);
        std::size_t size = 0;
        if (rest.front() == '(') {
            size = commentSize(rest);
        } else if (rest.front() == '.') {
            size = part_begun ? 1 : 0;
            part_begun = false;
        } else if (rest.front() == '"') {
            size = part_begun ? 0 : quotedSize(rest);
            auto const after = rest.substr(size);
            return size > 0 && after.starts_with('@') ? place + size : 0;
        } else {
            bool const is_atom = isAsciiAlnum(rest.front()) ||
                                 kAtomSymbols.find(rest.front()) != std::string_view::npos;
            size = is_atom ? 1 : foreignLetter(rest);
            part_begun = any_part = true;
        }
        if (size == 0)
            return 0;
        place += size;
    }
    return place < text.size() && any_part && part_begun ? place : 0;
}

bool isLabel(std::string_view label) {
    if (label.empty() || label.size() > kLabelBytesMax)
        return false;
    if (label.starts_with('-') || label.ends_with('-'))
        return false;
    while (!label.empty()) {
        bool const is_plain = isAsciiAlnum(label.front()) || label.front() == '-';
        auto const size = is_plain ? 1 : foreignLetter(label);
        if (size == 0)
            return false;
        label.remove_prefix(size);
    }
    return true;
}

bool isLiteral(std::string_view domain) {
    if (!domain.ends_with(']') || domain.size() < 3)
        return false;
    auto const inner = domain.substr(1, domain.size() - 2);
    return std::none_of(inner.begin(), inner.end(), [](char character) {
        return isControl(character) ||
               std::string_view("[]\\ ").find(character) != std::string_view::npos;
    });
}

bool isDomain(std::string_view domain) {
    if (domain.empty() || domain.size() > kDomainBytesMax)
        return false;
    if (domain.front() == '[')
        return isLiteral(domain);
    while (true) {
        auto const dot = domain.find('.');
        if (!isLabel(domain.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        domain.remove_prefix(dot + 1);
    }
}

}  // namespace

bool isEmail(std::string_view text) {
    if (!text::isUtf8(text))
        return false;
    auto const size = localSize(text);
    return size > 0 && isDomain(text.substr(size + 1));
}

}  // namespace antrean::validation
