// Where clients of the clinic's app ask for the right to subscribe and to sign in, with their
// bearer tokens: what Laravel Echo calls its auth endpoints.
#pragma once

#include "http/Route.hpp"
#include "realtime/App.hpp"

namespace antrean::realtime {

// `app` outlives the routes.
void addAuthRoutes(http::Routes& routes, App const& app);

}  // namespace antrean::realtime
