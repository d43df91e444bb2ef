#pragma once

#include "delivery/Outbox.hpp"
#include "http/RouteTable.hpp"

namespace antrean::delivery {

struct Services {
    Outbox const& outbox;  // outlives the routes
};

http::RouteTable<Services> routes();

}  // namespace antrean::delivery
