#pragma once

#include "clinic/Directory.hpp"
#include "http/RouteTable.hpp"

namespace antrean::schedule {

// Outlives the routes.
struct Services {
    clinic::Directories& directories;
};

http::RouteTable<Services> routes();
http::RouteTable<Services> weekPlanRoutes();
http::RouteTable<Services> holidayRoutes();

}  // namespace antrean::schedule
