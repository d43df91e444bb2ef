#pragma once

#include "http/Route.hpp"

namespace antrean::reminder {

// Message templates, and the reminder configs that use them.
void addConfigRoutes(http::Routes& routes);

}  // namespace antrean::reminder
