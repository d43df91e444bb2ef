// The clinic's profile, which every screen shows.
#pragma once

#include "clinic/Profile.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"

#include <string>

namespace antrean::clinic {

// References outlive the routes.
struct ProfileServices {
    Profiles& profiles;
    http::ClinicClock const& clock;
    std::string realtime_key;  // of the app that screens connect to
};

http::RouteTable<ProfileServices> profileRoutes();

}  // namespace antrean::clinic
