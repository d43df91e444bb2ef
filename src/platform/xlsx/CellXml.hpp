// Values as cells of a sheet hold them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::xlsx {

inline constexpr std::size_t kTextUnitsMax = 32'767;  // of UTF-16: what a cell holds at most

// Appends `<t>` with the text in it: what is beyond a cell's length is cut off, what XML cannot
// hold is written as Excel writes it (_x0001_), and stray bytes become U+FFFD.
void appendText(std::string& xml, std::string_view text);

// 0 -> "A", 26 -> "AA".
std::string columnName(std::size_t index);

// Days since 1899-12-30 of "2026-01-11". Empty for anything else, and for days before March 1900,
// which spreadsheets count wrongly.
std::optional<std::int64_t> serialOf(std::string_view date);

}  // namespace antrean::xlsx
