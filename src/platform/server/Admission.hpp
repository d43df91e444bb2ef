// Decides before the body of a request is read into memory: which route it asks for, who is asking,
// whether the caller may, and how large the body may be. Only a small body is there already,
// because its `_method` may name the route.
#pragma once

#include "http/Authenticator.hpp"
#include "server/Dialects.hpp"
#include "server/Exchange.hpp"
#include "server/Origin.hpp"
#include "server/Router.hpp"

#include <cstddef>

namespace antrean::server {

// A body that is not longer is read before it is known whose it is. Also what a route takes whose
// callers have no token, unless the route says otherwise.
inline constexpr std::size_t kSmallBodyBytesMax = 16 * 1024;

// Moves the headers from exchange.incoming to exchange.request, and gives the request its id;
// nothing when that was done before.
void takeHeaders(Exchange& exchange);

// Answers to bodies.
Error bodyTooLarge();
Error noMemoryForBody();

struct AdmissionSettings {
    OriginSettings origin;
    // Any valid token may do anything (`--authorization open`).
    bool authorization_open = false;
};

// Thread-safe. Everything that it is given outlives it.
class Admission {
public:
    Admission(
        Router const& router,
        http::Authenticator& authenticator,
        Dialects const& dialects,
        AdmissionSettings settings
    );

    // The steps, in this order. Each returns whether the request goes on; if not,
    // exchange.result is its answer. They may be done again for the same request, when the rest of
    // its body has come.

    // Fills exchange.request from the head.
    bool readHead(Exchange& exchange) const;
    // Sets exchange.route, by the method that the request really means.
    bool findRoute(Exchange& exchange) const;
    // Never blocks. true with `is_known` false: only the database knows the caller, see identify.
    bool findCaller(Exchange& exchange, bool& is_known) const;
    bool identify(Exchange& exchange, db::Transaction& transaction) const;
    // Permission, size of the body, memory for it.
    bool permit(Exchange& exchange) const;

private:
    bool refuse(Exchange& exchange, Error error) const;
    bool refuseMethod(Exchange& exchange, MethodSet const& allowed) const;

    Router const& router_;
    http::Authenticator& authenticator_;
    Dialects const& dialects_;
    AdmissionSettings settings_;
};

}  // namespace antrean::server
