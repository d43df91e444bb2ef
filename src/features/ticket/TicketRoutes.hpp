// A visit by its code, for its patient, and the ticket that the clinic prints.
#pragma once

#include "clinic/Directory.hpp"
#include "clinic/Profile.hpp"
#include "http/ClinicClock.hpp"
#include "http/RouteTable.hpp"
#include "ledger/Ledger.hpp"
#include "links/VisitLinks.hpp"
#include "ticket/CodeGuard.hpp"
#include "ticket/QueueDay.hpp"
#include "ticket/VisitFeed.hpp"

namespace antrean::ticket {

// References outlive the routes.
struct Services {
    clinic::Directories& directories;
    clinic::Profiles& profiles;
    ledger::Ledger& ledger;
    http::ClinicClock const& clock;
    links::VisitLinks const& links;
    CodeGuard& guard;
    QueueDays& days;
    VisitFeed& feed;
};

http::RouteTable<Services> visitRoutes();
http::RouteTable<Services> streamRoutes();
http::RouteTable<Services> ticketRoutes();

}  // namespace antrean::ticket
