// The HTTP API for publishers, such as the Pusher server libraries and Laravel. Calls are signed
// with the app's secret and carry no user's token.
#pragma once

#include "http/RouteTable.hpp"
#include "realtime/Realtime.hpp"

namespace antrean::realtime {

// Of the routes of publishers and of clients.
struct Services {
    Realtime const& realtime;  // outlives the routes
};

http::RouteTable<Services> apiRoutes();

}  // namespace antrean::realtime
