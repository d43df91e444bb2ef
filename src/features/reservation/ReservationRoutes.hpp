#pragma once

#include "clinic/Directory.hpp"
#include "http/RouteTable.hpp"
#include "ledger/Ledger.hpp"

namespace antrean::reservation {

// What the routes of visits stand on; everything outlives them.
struct Services {
    clinic::Directories& directories;
    ledger::Ledger& ledger;
};

http::RouteTable<Services> routes();

}  // namespace antrean::reservation
