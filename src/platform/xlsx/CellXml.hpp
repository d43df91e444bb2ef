// Values in the form of a sheet's cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::xlsx {

inline constexpr std::size_t kTextUnitsMax = 32'767;  // of UTF-16, the maximum length of a cell

// Appends `<t>` with the text. The text is cut at the maximum length of a cell, characters that XML
// does not allow are written as Excel does (_x0001_), and invalid bytes become U+FFFD.
void appendText(std::string& xml, std::string_view text);

// 0 -> "A", 26 -> "AA".
std::string columnName(std::size_t index);

// Days from 1899-12-30 to a date like "2026-01-11". Empty for any other text, and for days before
// March 1900, which spreadsheets count wrongly.
std::optional<std::int64_t> serialOf(std::string_view date);

}  // namespace antrean::xlsx
