// Text as it comes from clients: UTF-8, possibly broken, counted in code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::text {

// The whole text is a decimal integer: an optional '-', then digits. Empty on anything else,
// also on a number that does not fit.
std::optional<std::int64_t> toInt(std::string_view text);

// Without the white space and invisible characters (Unicode's) at both ends.
std::string_view trim(std::string_view text);
// Only white space of ASCII, or nothing at all.
bool isBlank(std::string_view text);

// Lower case of ASCII, Latin, Greek and Cyrillic letters; everything else as it is.
std::string lower(std::string_view text);
// Compares lower(left) with lower(right).
bool equalIgnoringCase(std::string_view left, std::string_view right);

struct CodePoint {
    char32_t value = 0;
    std::size_t size_bytes = 0;  // 0: the text does not begin with a well-formed code point
};
CodePoint firstCodePoint(std::string_view text);

bool isUtf8(std::string_view text);
// Every byte that belongs to no code point becomes U+FFFD.
std::string toUtf8(std::string_view text);
// Length in code points. In broken text a stray byte counts as one.
std::size_t codePoints(std::string_view text);

// "pdf,doc" -> {"pdf", "doc"}; an empty text is one empty part. Views into `text`.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string replaceAll(std::string_view text, std::string_view from, std::string_view to);
// For a LIKE pattern with ESCAPE '\': the text stands for itself.
std::string escapeLike(std::string_view text);

// A '%' that no two hex digits follow stays as it is. Does not touch '+'.
std::string percentDecode(std::string_view text);
// Everything but A-Z a-z 0-9 - . _ ~ as %XX.
std::string percentEncode(std::string_view text);

// The form in which telephone numbers are compared and dialled: no '+', space, dash, dot or
// parenthesis; a leading 0 becomes 62 (Indonesia), a leading 00 is the international prefix.
std::string normalizedPhone(std::string_view number);

}  // namespace antrean::text
