#pragma once

#include "http/Route.hpp"

namespace antrean::clinic {

// Configs: named values of the clinic.
void addConfigRoutes(http::Routes& routes);

}  // namespace antrean::clinic
