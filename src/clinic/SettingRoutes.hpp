#pragma once

#include "http/Route.hpp"

namespace antrean::clinic {

// Message templates, reminder configs, WhatsApp configs and configs.
void addSettingRoutes(http::Routes& routes);

}  // namespace antrean::clinic
