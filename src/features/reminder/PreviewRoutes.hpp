#pragma once

#include "clinic/Directory.hpp"
#include "estimate/Estimates.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"
#include "links/VisitLinks.hpp"

namespace antrean::reminder {

// References outlive the routes.
struct Services {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
    links::VisitLinks const& links;
    estimate::Estimates const& estimates;
};

http::RouteTable<Services> previewRoutes();

}  // namespace antrean::reminder
