// An endpoint with its handler, as the dispatcher runs it. Features write a table of routes
// (http/RouteTable.hpp), and `bind` converts it to this form.
#pragma once

#include "base/Result.hpp"
#include "http/Endpoint.hpp"
#include "http/Reply.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::http {

using PlainHandler = std::function<Result<Reply>(Request const&)>;
using Handler = std::function<Result<Reply>(Request const&, db::Transaction&)>;
using OffloadHandler = std::function<Result<Reply>(Request const&, db::Database&)>;
using AnyHandler = std::variant<PlainHandler, Handler, OffloadHandler>;

// Whether this kind of work calls the alternative of AnyHandler with this index.
constexpr bool fits(Work work, std::size_t handler) {
    switch (work) {
        case Work::none:
            return handler == 0;
        case Work::glance:
        case Work::quick_read:
        case Work::read:
        case Work::write:
            return handler == 1;
        case Work::offload:
        case Work::login:
        case Work::remote:
        case Work::bulk:
            return handler == 2;
    }
    return false;
}

// Looks at a request whose large body is not read yet. Returns the answer that refuses the request,
// or nothing: then the body is read, and the handler runs. Small bodies come with their head, so
// the handler checks the same again.
using HeadCheck = std::function<std::optional<Response>(Request const&)>;

struct Route : Description {
    AnyHandler handler;
    HeadCheck head_check = {};
};
using Routes = std::vector<Route>;

}  // namespace antrean::http
