#pragma once

#include "report/ReportRoutes.hpp"

#include <string>

namespace antrean::report {

// Each report as a spreadsheet (contract, rows 91 to 103, and 8.2): all its rows, by the same
// definition as its page. The file is made in `folder`, where it never has a name.
void addExportRoutes(http::Routes& routes, Services const& services, std::string const& folder);

}  // namespace antrean::report
