#pragma once

#include "clinic/Directory.hpp"
#include "http/RouteTable.hpp"
#include "ledger/Ledger.hpp"
#include "links/VisitLinks.hpp"

namespace antrean::reservation {

// What the routes of visits stand on; everything outlives them.
struct Services {
    clinic::Directories& directories;
    ledger::Ledger& ledger;
    links::VisitLinks const& links;
};

http::RouteTable<Services> routes();

}  // namespace antrean::reservation
