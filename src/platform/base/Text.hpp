// Text from clients: UTF-8, possibly malformed, counted in code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::text {

// Reads a decimal integer: an optional '-', then digits, and nothing else. Empty for any other text
// and for a number that does not fit.
std::optional<std::int64_t> toInt(std::string_view text);

// Removes white space and invisible characters (of Unicode) from both ends.
std::string_view trim(std::string_view text);
// True if the text is empty or contains only ASCII white space.
bool isBlank(std::string_view text);

// Lower case of ASCII, Latin, Greek and Cyrillic letters; other characters are unchanged.
std::string lower(std::string_view text);
// Compares lower(left) with lower(right).
bool equalIgnoringCase(std::string_view left, std::string_view right);

struct CodePoint {
    char32_t value = 0;
    std::size_t size_bytes = 0;  // 0: the text does not begin with a valid code point
};
CodePoint firstCodePoint(std::string_view text);

bool isUtf8(std::string_view text);
// Replaces every byte that is not part of a code point by U+FFFD.
std::string toUtf8(std::string_view text);
// Length in code points. An invalid byte counts as one.
std::size_t codePoints(std::string_view text);

// "pdf,doc" -> {"pdf", "doc"}; an empty text is one empty part. Views into `text`.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string replaceAll(std::string_view text, std::string_view from, std::string_view to);
// Escapes the text for a LIKE pattern with ESCAPE '\', so that it matches literally.
std::string escapeLike(std::string_view text);

// A '%' without two hex digits after it is unchanged, and so is '+'.
std::string percentDecode(std::string_view text);
// Encodes all characters except A-Z a-z 0-9 - . _ ~ as %XX.
std::string percentEncode(std::string_view text);

}  // namespace antrean::text
