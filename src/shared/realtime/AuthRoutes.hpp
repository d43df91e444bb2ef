// The auth endpoints of Laravel Echo and pusher-js: clients of the clinic's own app send their
// bearer token and get the signature for a subscription or a sign-in.
#pragma once

#include "realtime/ApiRoutes.hpp"

namespace antrean::realtime {

// For the first app.
http::RouteTable<Services> authRoutes();

}  // namespace antrean::realtime
