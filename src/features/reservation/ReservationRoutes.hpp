#pragma once

#include "clinic/Directory.hpp"
#include "http/Route.hpp"
#include "ledger/Ledger.hpp"

namespace antrean::reservation {

// What the routes of visits stand on; everything outlives them.
struct Services {
    clinic::Directories& directories;
    ledger::Ledger& ledger;
};

void addRoutes(http::Routes& routes, Services const& services);

}  // namespace antrean::reservation
