// Following the ledger without WebSockets: by long poll or by Server-Sent Events. A client that
// lost its connection asks for the events after its last number, and gets each of them once, in
// order.
#pragma once

#include "feed/EventFeed.hpp"
#include "http/Route.hpp"

#include <functional>
#include <string_view>

namespace antrean::feed {

// Whether a bearer token is known to be valid, without asking the database.
using KnowsBearer = std::function<bool(std::string_view bearer)>;

// `feed` outlives the routes.
void addEventRoutes(http::Routes& routes, EventFeed& feed, KnowsBearer knows_bearer);

}  // namespace antrean::feed
