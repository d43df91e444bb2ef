#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "http/Route.hpp"

#include <string>

namespace antrean::report {

// The services of the reports; references must outlive the routes.
struct Services {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
    std::string export_folder;  // where an export is written, as a file without a name
};

// A page of each report, and each as a spreadsheet: all rows, with the same definition as the page
// (contract, rows 90 to 103, and 8.2).
http::Descriptions describe();
http::Routes bind(Services const& services);

}  // namespace antrean::report
