// A spreadsheet of one table, written row by row: any number of rows in a megabyte of memory.
#pragma once

#include "base/OpenFile.hpp"
#include "base/Result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <variant>
#include <vector>

namespace antrean::xlsx {

enum class Kind : std::uint8_t {
    text,  // stays text, also "=1+1" and "0812..."
    date,  // "2026-01-11", shown so and counted as a date; another text stays text
    integer,
    decimals,  // shown with two
};

struct Column {
    std::string_view title;
    Kind kind{};
};

// null is an empty cell. A number in a column of texts or dates is a mistake of the program.
using Cell = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

struct SheetLimits {
    std::int64_t rows_max = 1'048'576;  // with the heading: what spreadsheets can open
    std::uint64_t bytes_max = std::uint64_t{3} * 1024 * 1024 * 1024;
};

// Every sheet begins with a bold heading that stays in sight, and can be filtered; a table that is
// longer than a sheet goes on in the next ("Worksheet", "Worksheet 2"). For one thread.
class Workbook {
public:
    // Writes from the beginning of the file, which is open for writing and outlives it. `columns`
    // is not empty.
    Workbook(
        OpenFile const& file,
        std::vector<Column> columns,
        std::stop_token stop = {},
        SheetLimits limits = {}
    );
    ~Workbook();
    Workbook(Workbook const&) = delete;
    Workbook& operator=(Workbook const&) = delete;

    // A cell per column. false: no more rows are of use, and finish() says why.
    bool add(std::span<Cell const> row);
    // Error: unavailable, when the disk is full or fails, when the file would have more than 4 GiB,
    // or when the stop was requested. The file is then worthless.
    [[nodiscard]] Result<void> finish();

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace antrean::xlsx
