// A spreadsheet with one table, written row by row: any number of rows needs a megabyte of memory.
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
    text,  // stays text, also for "=1+1" and "0812..."
    date,  // "2026-01-11", a date; any other text stays text
    integer,
    decimals,  // shown with two decimals
};

struct Column {
    std::string_view title;
    Kind kind{};
};

// null is an empty cell. A number in a column of texts or dates is a programming error.
using Cell = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

struct SheetLimits {
    std::int64_t rows_max = 1'048'576;  // including the heading: the limit of spreadsheet programs
    std::uint64_t bytes_max = std::uint64_t{3} * 1024 * 1024 * 1024;
};

// Every sheet begins with a bold heading that does not scroll and has a filter. A table that is
// longer than a sheet continues in the next one ("Worksheet", "Worksheet 2"). For one thread.
class Workbook {
public:
    // Writes from the beginning of `file`, which must be open for writing and outlive this object.
    // `columns` must not be empty.
    Workbook(
        OpenFile const& file,
        std::vector<Column> columns,
        std::stop_token stop = {},
        SheetLimits limits = {}
    );
    ~Workbook();
    Workbook(Workbook const&) = delete;
    Workbook& operator=(Workbook const&) = delete;

    // `row` has a cell per column. Returns false if further rows are useless; finish() says why.
    bool add(std::span<Cell const> row);
    // Error: unavailable, if the disk is full or fails, if the file would exceed 4 GiB, or if a
    // stop was requested. The file is useless then.
    [[nodiscard]] Result<void> finish();

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace antrean::xlsx
