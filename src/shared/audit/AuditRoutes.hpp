#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"

#include <string>

namespace antrean::audit {

// References outlive the routes.
struct Services {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
    std::string export_folder;  // where an export is written, as a file without a name
};

// Who changed what: a page of it, and all of it as a spreadsheet.
http::RouteTable<Services> routes();

}  // namespace antrean::audit
