#include "base/Fold.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <utf8proc.h>
#include <vector>

namespace antrean::text {
namespace {

bool isApostrophe(utf8proc_int32_t code) {
    return code == 0x60 || code == 0xB4 || (code >= 0x2B9 && code <= 0x2BF) || code == 0x2C8 ||
           (code >= 0x2018 && code <= 0x201B && code != 0x201A) || code == 0x2032 || code == 0x2035;
}

bool isDash(utf8proc_int32_t code) {
    return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xFE58 || code == 0xFE63;
}

bool isBlank(utf8proc_int32_t code) {
    switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
        case UTF8PROC_CATEGORY_CC:
            return true;
        default:
            return false;
    }
}

// Accents of Latin, Greek and Cyrillic letters. Marks of other scripts are letters of their own.
bool isAccent(utf8proc_int32_t code) {
    return code >= 0x300 && code <= 0x36F;
}

// Before the decomposition, which would make a blank and an accent of U+00B4.
utf8proc_int32_t unified(utf8proc_int32_t code, void*) {
    if (isApostrophe(code))
        return '\'';
    if (isDash(code))
        return '-';
    return isBlank(code) ? ' ' : code;
}

template <class Letters>
void collapseBlanks(Letters& letters) {
    auto const is_second_blank = [](auto one, auto other) { return one == ' ' && other == ' '; };
    letters.erase(std::unique(letters.begin(), letters.end(), is_second_blank), letters.end());
    if (!letters.empty() && letters.back() == ' ')
        letters.pop_back();
    if (!letters.empty() && letters.front() == ' ')
        letters.erase(letters.begin());
}

char foldedAscii(char letter) {
    if (letter >= 'A' && letter <= 'Z')
        return static_cast<char>(letter - 'A' + 'a');
    if (letter == '`')
        return '\'';
    return letter < ' ' || letter == '\x7F' ? ' ' : letter;
}

std::string foldedAscii(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (char const letter : text) {
        char const next = foldedAscii(letter);
        bool const is_needless = next == ' ' && (folded.empty() || folded.back() == ' ');
        if (!is_needless)
            folded += next;
    }
    if (!folded.empty() && folded.back() == ' ')
        folded.pop_back();
    return folded;
}

// Empty if the text is not UTF-8.
std::vector<utf8proc_int32_t> decomposed(std::string_view text) {
    constexpr auto kOptions = static_cast<utf8proc_option_t>(
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE
    );
    auto const* const bytes = reinterpret_cast<utf8proc_uint8_t const*>(text.data());
    auto const size = static_cast<utf8proc_ssize_t>(text.size());
    std::vector<utf8proc_int32_t> letters(text.size());
    for (;;) {
        auto const capacity = static_cast<utf8proc_ssize_t>(letters.size());
        auto const count = utf8proc_decompose_custom(
            bytes, size, letters.data(), capacity, kOptions, unified, nullptr
        );
        letters.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0)));
        if (count <= capacity)
            return letters;
    }
}

std::string composed(std::vector<utf8proc_int32_t> letters) {
    constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    auto const count = static_cast<utf8proc_ssize_t>(letters.size());
    letters.push_back(0);  // utf8proc writes the text in place, with a NUL at its end
    auto const size = utf8proc_reencode(letters.data(), count, kOptions);
    if (size < 0)
        return {};
    return {reinterpret_cast<char const*>(letters.data()), static_cast<std::size_t>(size)};
}

}  // namespace

std::string fold(std::string_view text) {
    if (std::ranges::all_of(text, [](char letter) { return (letter & 0x80) == 0; }))
        return foldedAscii(text);
    auto letters = decomposed(isUtf8(text) ? text : toUtf8(text));
    std::erase_if(letters, isAccent);
    collapseBlanks(letters);
    return composed(std::move(letters));
}

}  // namespace antrean::text
