#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"

namespace antrean::dashboard {

// References must outlive the routes.
struct SummaryServices {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
};

http::RouteTable<SummaryServices> summaryRoutes();

}  // namespace antrean::dashboard
