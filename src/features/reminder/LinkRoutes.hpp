#pragma once

#include "clinic/Directory.hpp"
#include "estimate/Estimates.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"
#include "links/VisitLinks.hpp"

namespace antrean::delivery {
class Outbox;
}

namespace antrean::reminder {

// References outlive the routes.
struct LinkServices {
    clinic::Directories& directories;
    http::ClinicClock const& clock;
    links::VisitLinks const& links;
    delivery::Outbox const& outbox;
    estimate::Estimates const& estimates;
};

// Sends the link of a visit to its patient, when the desk wants it.
http::RouteTable<LinkServices> linkRoutes();

}  // namespace antrean::reminder
