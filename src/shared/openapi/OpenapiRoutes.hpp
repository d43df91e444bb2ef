#pragma once

#include "http/Route.hpp"
#include "openapi/Document.hpp"

namespace antrean::openapi {

// Adds the document of all the routes (those here and the HTTP server's own included) and the page
// that shows it: the last to be called. `created_status` is what --created-status says.
void addRoutes(http::Routes& routes, int created_status);

}  // namespace antrean::openapi
