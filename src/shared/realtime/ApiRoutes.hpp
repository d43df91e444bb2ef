// The HTTP API that publishers use (the Pusher server libraries, Laravel): signed with an app's
// secret, not with anybody's token.
#pragma once

#include "http/Route.hpp"
#include "realtime/Realtime.hpp"

namespace antrean::realtime {

// `realtime` outlives the routes.
void addApiRoutes(http::Routes& routes, Realtime const& realtime);

}  // namespace antrean::realtime
