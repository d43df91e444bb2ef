// One line of the route table. From the same table come dispatch, the Allow header of a 405, the
// OpenAPI document and the test that walks every route as every role.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "http/Outcome.hpp"
#include "validation/Spec.hpp"

#include <cstddef>
#include <functional>
#include <string_view>
#include <variant>
#include <vector>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::http {

// Where and how a handler runs; the dispatcher opens the transaction accordingly.
enum class Work {
    none,        // on the I/O thread, no database
    glance,      // one statement that reads a few rows by index: may run on the I/O thread
    quick_read,  // the same with several statements
    read,        // a read on a database thread
    write,       // a write transaction, answered after the commit
    offload,     // on a worker: slow work around short transactions of its own (bcrypt)
    remote,      // the same on a worker of a few others, which wait for somebody else's server
    bulk,        // the same for work of many seconds: on few threads of low priority
};

using PlainHandler = std::function<Result<Response>(Request const&)>;
using Handler = std::function<Result<Response>(Request const&, db::Transaction&)>;
using OffloadHandler = std::function<Result<Response>(Request const&, db::Database&)>;

struct Route {
    Method method{};
    std::string_view path;  // literal: "/api/poly/{id}/restore"
    Work work{};
    Permission permission{};
    validation::Spec input;    // rules of body and query; empty when it takes none
    std::string_view summary;  // one line for the API document
    std::variant<PlainHandler, Handler, OffloadHandler> handler;
    Outcome outcome = {};  // what it answers, for the API document
    // 0: what the server takes where there is a token, else kSmallBodyBytesMax
    // (http/Admission.hpp).
    std::size_t body_bytes_max = 0;
};

using Routes = std::vector<Route>;

}  // namespace antrean::http
