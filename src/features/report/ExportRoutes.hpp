#pragma once

#include "report/ReportRoutes.hpp"

#include <string>

namespace antrean::report {

// Each report as a spreadsheet (contract, rows 91 to 103, and 8.2): all rows, with the same
// definition as the page. The file is created without a name in `folder`.
void addExportRoutes(http::Routes& routes, Services const& services, std::string const& folder);

}  // namespace antrean::report
