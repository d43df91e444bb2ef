#pragma once

#include "http/Route.hpp"
#include "openapi/Document.hpp"

namespace antrean::openapi {

// Adds the document of all routes (including these and those of the HTTP server itself) and the
// page that shows it. Call it last. `created_status` is the value of --created-status.
void addRoutes(http::Routes& routes, int created_status);

}  // namespace antrean::openapi
