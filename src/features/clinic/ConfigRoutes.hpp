#pragma once

#include "http/Route.hpp"

namespace antrean {
class Seal;
}

namespace antrean::clinic {

// Message templates, reminder configs, WhatsApp configs and configs. `seal` keeps the WhatsApp
// configs' API keys, and outlives the routes.
void addSettingRoutes(http::Routes& routes, Seal const& seal);

}  // namespace antrean::clinic
