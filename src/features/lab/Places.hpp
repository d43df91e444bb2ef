// Decides where a route's statements run. The same function serves our own database, in the
// dispatcher's transaction, and the lab's database, on a worker.
#pragma once

#include "http/Route.hpp"
#include "lab/LabRoutes.hpp"

#include <functional>

namespace antrean::db {
class Statements;
}

namespace antrean::lab {

using Step = std::function<Result<http::Response>(http::Request const&, db::Statements&)>;

struct Place {
    http::Work work{};
    std::variant<http::PlainHandler, http::Handler, http::OffloadHandler> handler;
};

// Runs `step` on the database with the tokens. With Work::write only one step runs at a time.
Place atTokens(LabSettings const& settings, http::Work work, Step step);
// Runs `step` on the database with the orders, for requests with a valid token.
Place atOrders(LabSettings const& settings, Step step);

}  // namespace antrean::lab
