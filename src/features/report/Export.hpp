// A report as a spreadsheet.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "report/Report.hpp"

#include <stop_token>
#include <string>

namespace antrean::report {

inline constexpr char const* kSpreadsheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Writes all rows into a file without a name in `folder`. Errors: unavailable, if the file cannot
// be written, or after a stop.
Result<http::Response> spreadsheet(
    Report const& report,
    Question const& question,
    db::Transaction& transaction,
    std::string const& folder,
    std::stop_token stop
);

}  // namespace antrean::report
