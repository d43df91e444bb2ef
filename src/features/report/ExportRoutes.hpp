#pragma once

#include "report/ReportRoutes.hpp"

#include <string>

namespace antrean::report {

// Each report as a spreadsheet with all its rows (contract, rows 91 to 103, and 8.2). The file is
// written in `folder` as an unnamed file, which disappears when it is closed.
void addExportRoutes(http::Routes& routes, Services const& services, std::string const& folder);

}  // namespace antrean::report
