// The rows of a report in the order of one of its columns.
#pragma once

#include "base/Result.hpp"
#include "report/Report.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace antrean::report {

// All rows are sorted in memory, so there may not be more.
inline constexpr std::int64_t kSortedRowsMax = 20'000;
// The same for a column whose cells are costly.
inline constexpr std::int64_t kSortedByCostlyMax = 2'000;

// A part of the rows, sorted by the column `question.filter.sort` and in the direction
// `question.filter.order`, which is ascending if it is not given. Empty cells are last in both
// directions; equal rows stay in the order of the report. `total` is the number of all rows.
// Errors: invalid, if there are too many rows or the filter leaves the column out.
Result<std::vector<Row>> listSorted(
    db::Transaction& transaction,
    Report const& report,
    Question const& question,
    std::int64_t total,
    Slice slice
);

}  // namespace antrean::report
