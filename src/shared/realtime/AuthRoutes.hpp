// The auth endpoints of Laravel Echo and pusher-js: clients of the clinic's own app send their
// bearer token and get the signature for a subscription or a sign-in.
#pragma once

#include "http/Route.hpp"
#include "realtime/App.hpp"

namespace antrean::realtime {

// `app` outlives the routes.
void addAuthRoutes(http::Routes& routes, App const& app);

}  // namespace antrean::realtime
