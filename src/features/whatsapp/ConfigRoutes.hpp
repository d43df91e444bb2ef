#pragma once

#include "http/Route.hpp"

namespace antrean {
class Seal;
}

namespace antrean::whatsapp {

// The WhatsApp configs. `seal` encrypts their API keys and outlives the routes.
void addConfigRoutes(http::Routes& routes, Seal const& seal);

}  // namespace antrean::whatsapp
