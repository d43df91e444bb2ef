#pragma once

#include "http/Route.hpp"

namespace antrean::patient {

void addRoutes(http::Routes& routes);

}  // namespace antrean::patient
