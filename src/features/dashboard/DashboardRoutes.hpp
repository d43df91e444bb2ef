#pragma once

#include "http/Route.hpp"

namespace antrean::dashboard {

// The tiles of the dashboard (contract, rows 83 to 89), and the no-show ratio, which the API
// document describes without a route (DA-1). They count visits by service date, including cancelled
// ones. A trashed poly is shown, with its name, if it had visits.
void addRoutes(http::Routes& routes);

}  // namespace antrean::dashboard
