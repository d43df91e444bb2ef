#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "http/Route.hpp"

namespace antrean::report {

// The references outlive the routes.
struct Services {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
};

// The page of each report (contract, rows 90 to 102).
void addRoutes(http::Routes& routes, Services const& services);

}  // namespace antrean::report
