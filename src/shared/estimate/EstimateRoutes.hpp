#pragma once

#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"

namespace antrean::estimate {

// References outlive the routes.
struct Services {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
};

http::RouteTable<Services> routes();

}  // namespace antrean::estimate
