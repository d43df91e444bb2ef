// Kiosks: devices in the waiting room with which patients register themselves. A Superadmin creates
// one and gets a setup code for it; the device turns the code into a token of its own, in a cookie.
// With that token it may do only what stands in DeviceRoutes.cpp.
#pragma once

#include "base/Throttle.hpp"
#include "http/RouteTable.hpp"
#include "kiosk/PatientRefs.hpp"
#include "ticket/TicketRoutes.hpp"

#include <cstddef>

namespace antrean::kiosk {

// Thread-safe.
struct Limits {
    static constexpr std::size_t kWrongSetupsMax = 10;
    static constexpr std::size_t kLookupsMax = 20;

    Throttle wrong_setups{kWrongSetupsMax};  // by address
    Throttle lookups{kLookupsMax};           // by kiosk
};

// References outlive the routes.
struct Services {
    ticket::Services ticket;
    PatientRefs const& patient_refs;
    Limits& limits;
};

// Of Superadmins.
http::RouteTable<Services> adminRoutes();
// Of the devices.
http::RouteTable<Services> deviceRoutes();

}  // namespace antrean::kiosk
