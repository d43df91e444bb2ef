#pragma once

#include "http/Route.hpp"

namespace antrean::clinic {

// Polies and statuses.
void addRoutes(http::Routes& routes);

}  // namespace antrean::clinic
