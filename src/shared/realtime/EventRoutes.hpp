// Following the ledger without WebSockets: by long poll, or by Server-Sent Events. Whoever lost the
// connection asks for what came after the last number it has, and gets everything, in order, once.
#pragma once

#include "http/Route.hpp"
#include "realtime/EventFeed.hpp"

#include <functional>
#include <string_view>

namespace antrean::realtime {

// Whether a bearer token is still good, as far as can be told without asking anybody.
using KnowsBearer = std::function<bool(std::string_view bearer)>;

// `feed` outlives the routes.
void addEventRoutes(http::Routes& routes, EventFeed& feed, KnowsBearer knows_bearer);

}  // namespace antrean::realtime
