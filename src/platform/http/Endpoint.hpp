// Describes a route, except for its handler, as constant data. The dispatcher, the Allow header of
// a 405, the OpenAPI document and the test that calls every route as every role are derived from
// it.
#pragma once

#include "http/Message.hpp"
#include "http/Outcome.hpp"
#include "validation/Spec.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace antrean::http {

// Where a handler runs, and in which kind of transaction.
enum class Work : std::uint8_t {
    none,        // on the I/O thread, no database
    glance,      // one statement that reads a few rows by index: may run on the I/O thread
    quick_read,  // like glance, with several statements
    read,        // a read on a database thread
    write,       // a write transaction, answered after the commit
    offload,     // on a worker: slow work (bcrypt) that opens short transactions
    remote,      // like offload, on the few workers that wait for other servers
    bulk,        // like offload, for many seconds: on few threads of low priority
};

struct Endpoint {
    Work work{};
    // Fails closed: a route that names no permission is for Superadmins.
    Permission permission = Permission::superadmin_only;
    validation::Spec input = {};    // rules of body and query; empty when it takes none
    std::string_view summary = {};  // one line for the API document
    Outcome outcome = {};           // its possible answers
    // Changes the input before its rules are checked; null: the input is not changed.
    void (*prepare)(boost::json::object& input) = nullptr;
    // true: `input` is only for the API document, and the handler checks the input itself.
    bool has_own_check = false;
    // 0: the server's limit if the route needs a token, else kSmallBodyBytesMax
    // (server/Admission.hpp).
    std::size_t body_bytes_max = 0;

    // This endpoint at a second path, which the API document lists as an alias of `path`.
    constexpr Endpoint aliasOf(std::string_view path) const {
        auto endpoint = *this;
        endpoint.outcome = outcome.aliasOf(path);
        return endpoint;
    }
};

// An endpoint with its method and path.
struct Description : Endpoint {
    Method method{};
    std::string_view path;  // literal: "/api/poly/{id}/restore"
};
using Descriptions = std::vector<Description>;

}  // namespace antrean::http
