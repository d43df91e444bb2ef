// What a route is, apart from its handler: constant data. From it come dispatch, the Allow header
// of a 405, the OpenAPI document and the test that walks every route as every role.
#pragma once

#include "http/Message.hpp"
#include "http/Outcome.hpp"
#include "validation/Spec.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace antrean::http {

// Where and how a handler runs; the dispatcher opens the transaction accordingly.
enum class Work : std::uint8_t {
    none,        // on the I/O thread, no database
    glance,      // one statement that reads a few rows by index: may run on the I/O thread
    quick_read,  // the same with several statements
    read,        // a read on a database thread
    write,       // a write transaction, answered after the commit
    offload,     // on a worker: slow work around short transactions of its own (bcrypt)
    remote,      // the same on a worker of a few others, which wait for another server
    bulk,        // the same for work of many seconds: on few threads of low priority
};

struct Endpoint {
    Work work{};
    // Fails closed: a route that names no permission is for Superadmins.
    Permission permission = Permission::superadmin_only;
    validation::Spec input = {};    // rules of body and query; empty when it takes none
    std::string_view summary = {};  // one line for the API document
    Outcome outcome = {};           // what it answers
    // Changes the input before its rules are checked; null: it is checked as it came.
    void (*prepare)(boost::json::object& input) = nullptr;
    // `input` is for the API document alone: the handler checks it in a way of its own.
    bool has_own_check = false;
    // 0: what the server takes where there is a token, else kSmallBodyBytesMax
    // (server/Admission.hpp).
    std::size_t body_bytes_max = 0;

    // The same at a second path, which the API document calls an alias of `path`.
    constexpr Endpoint aliasOf(std::string_view path) const {
        auto endpoint = *this;
        endpoint.outcome = outcome.aliasOf(path);
        return endpoint;
    }
};

// An endpoint and where it is.
struct Description : Endpoint {
    Method method{};
    std::string_view path;  // literal: "/api/poly/{id}/restore"
};
using Descriptions = std::vector<Description>;

}  // namespace antrean::http
