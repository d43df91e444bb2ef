// Where a route's statements run. The same function serves our own database, in the dispatcher's
// transaction, and the lab's, on a worker.
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

// Where the tokens are. Only one step at a time writes there (Work::write).
Place atTokens(LabSettings const& settings, http::Work work, Step step);
// Where the orders are, for whoever shows a valid token.
Place atOrders(LabSettings const& settings, Step step);

}  // namespace antrean::lab
