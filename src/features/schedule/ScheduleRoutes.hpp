#pragma once

#include "http/Route.hpp"

namespace antrean::schedule {

void addRoutes(http::Routes& routes);

}  // namespace antrean::schedule
