// Following the ledger without WebSockets: by long poll or by Server-Sent Events. A client that
// lost its connection asks for the events after its last number, and gets each of them once, in
// order. A number that the ledger does not have yet comes from a database that was replaced by an
// older one, such as a restored backup: the client gets a `reset` and begins anew, because it would
// otherwise miss the events up to that number.
#pragma once

#include "feed/EventFeed.hpp"
#include "feed/EventTickets.hpp"
#include "http/RouteTable.hpp"

#include <functional>
#include <string_view>

namespace antrean::feed {

// Whether a bearer token is known to be valid, without asking the database.
using KnowsBearer = std::function<bool(std::string_view bearer)>;

struct Services {
    EventFeed& feed;  // outlives the routes
    KnowsBearer knows_bearer;
    EventTickets& tickets;  // outlives the routes
};

http::RouteTable<Services> routes();

}  // namespace antrean::feed
