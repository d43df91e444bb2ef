// Describes a route, except for its handler, as constant data. The dispatcher, the Allow header of
// a 405, the OpenAPI document and the test that calls every route as every role are derived from
// it.
#pragma once

#include "http/Message.hpp"
#include "http/Outcome.hpp"
#include "validation/Spec.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::http {

// The parameter of every route whose outcome names what it searches.
inline constexpr validation::Field kSearch =
    validation::field("search", validation::nullable, validation::text, validation::max(5'000));

// The largest body of a request without a token, unless its route says otherwise.
inline constexpr std::size_t kOpenBodyBytesMax = 16 * 1024;
// The largest body of a request with a token that uploads no file.
inline constexpr std::size_t kPlainBodyBytesMax = 1024 * 1024;

// Where a handler runs, and in which kind of transaction.
enum class Work : std::uint8_t {
    none,        // on the I/O thread, no database
    glance,      // one statement that reads a few rows by index: may run on the I/O thread
    quick_read,  // like glance, with several statements
    read,        // a read on a database thread
    write,       // a write transaction, answered after the commit
    offload,     // on a worker: slow work that opens short transactions
    login,       // like offload, on the few workers that compare passwords for unknown clients
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
    // For writes: the name of the rows that requests with other input do not change, such as the
    // counter of a poly and day (db::Job::lane). Null: the requests have no such rows in common.
    std::string (*lane)(Request const& request) = nullptr;
    // For reads: a replica of the database may answer, if there is one.
    bool reads_history = false;
    // true: `input` is only for the API document, and the handler checks the input itself.
    bool has_own_check = false;
    // 0: follows from permission and input, see bodyBytesMax.
    std::size_t body_bytes_max = 0;
    // true: calls are not counted against the rate limit of their address. For checks of the
    // server's health, and for other servers with credentials that only the handler knows.
    bool has_no_rate_limit = false;
    // true: a page for people or a part of one, which the API document does not list.
    bool is_screen = false;
    // true: a parameter of the path is a secret, so the log has the route's path instead.
    bool has_secret_path = false;

    // This endpoint at a second path, which the API document lists as an alias of `path`.
    constexpr Endpoint aliasOf(std::string_view path) const {
        auto endpoint = *this;
        endpoint.outcome = outcome.aliasOf(path);
        return endpoint;
    }
};

// How large a body may be. The server's own limit holds besides. Empty: only that one, because the
// route takes a file.
constexpr std::optional<std::size_t> bodyBytesMax(Endpoint const& endpoint) {
    if (endpoint.body_bytes_max > 0)
        return endpoint.body_bytes_max;
    if (endpoint.permission == Permission::anyone)
        return kOpenBodyBytesMax;
    for (auto const& field : endpoint.input)
        if (field.has(validation::RuleKind::file))
            return std::nullopt;
    return kPlainBodyBytesMax;
}

// An endpoint with its method and path.
struct Description : Endpoint {
    Method method{};
    std::string_view path;  // literal: "/api/poly/{id}/restore"
};
using Descriptions = std::vector<Description>;

}  // namespace antrean::http
