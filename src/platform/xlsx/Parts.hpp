// The parts of a workbook besides its sheets: the minimum of ECMA-376 that spreadsheet programs
// require.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::xlsx {

// Indices into the styles of kStyles.
enum class Style : std::uint8_t { general, heading, date, decimals, text };

extern std::string_view const kStyles;
extern std::string_view const kRelations;  // of the package

// "Worksheet", "Worksheet 2"; index 0 is the first.
std::string sheetTitle(std::size_t index);
std::string sheetPath(std::size_t index);

struct SheetSize {
    std::int64_t rows = 0;  // including the heading
    std::size_t columns = 0;
};
// "A1:C20"
std::string rangeOf(SheetSize size);

std::string contentTypes(std::size_t sheets);
std::string workbookXml(std::vector<SheetSize> const& sheets);
std::string workbookRelations(std::size_t sheets);
// The XML before the rows; `widths` are in characters.
std::string sheetBegin(std::size_t index, std::vector<std::size_t> const& widths);
std::string sheetEnd(SheetSize size);

}  // namespace antrean::xlsx
