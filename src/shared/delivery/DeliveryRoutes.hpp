#pragma once

#include "delivery/Outbox.hpp"
#include "http/Route.hpp"

namespace antrean::delivery {

// GET /api/deliveries and POST /api/deliveries/{id}/retry. `outbox` outlives the routes.
void addRoutes(http::Routes& routes, Outbox const& outbox);

}  // namespace antrean::delivery
