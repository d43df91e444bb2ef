#pragma once

#include "http/Route.hpp"

namespace antrean::checkup {

// Check-up schedules: the return visits that a doctor orders.
void addRoutes(http::Routes& routes);

}  // namespace antrean::checkup
