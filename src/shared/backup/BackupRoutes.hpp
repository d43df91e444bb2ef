#pragma once

#include "http/RouteTable.hpp"

namespace antrean::backup {

class Backups;

struct Services {
    Backups& backups;  // outlives the routes
};

http::RouteTable<Services> routes();

}  // namespace antrean::backup
