// The HTTP API for publishers, such as the Pusher server libraries and Laravel. Calls are signed
// with the app's secret and carry no user's token.
#pragma once

#include "http/Route.hpp"
#include "realtime/Realtime.hpp"

namespace antrean::realtime {

// `realtime` outlives the routes.
void addApiRoutes(http::Routes& routes, Realtime const& realtime);

}  // namespace antrean::realtime
