// Finds the route and the caller of a request, checks the caller's permission, and limits the size
// of the body: all before the body is read into memory. Only a small body has been read already,
// because its `_method` may select the route.
#pragma once

#include "http/Authenticator.hpp"
#include "server/Dialects.hpp"
#include "server/Exchange.hpp"
#include "server/Origin.hpp"
#include "server/RateLimiter.hpp"
#include "server/Router.hpp"

#include <cstddef>

namespace antrean::server {

// A body up to this size is read before the caller is known.
inline constexpr std::size_t kSmallBodyBytesMax = http::kOpenBodyBytesMax;

// Moves the headers from exchange.incoming to exchange.request, and gives the request its id. Does
// nothing the second time.
void takeHeaders(Exchange& exchange);

// Answers that refuse a body.
Error bodyTooLarge();
Error noMemoryForBody();
Error tooManyLiveUpdates();
// Something that the client has too many of, or does too often.
Error tooMany(std::string message, int retry_after_s);

struct AdmissionSettings {
    OriginSettings origin;
    // Any valid token may do anything (`--authorization open`).
    bool authorization_open = false;
    // Of one token, or of one address without a token. 0: no limit. By default more than a server
    // with two cores answers: programs and proxies that serve many people have one address.
    std::uint64_t calls_per_minute_max = 12'000'000;
};

// Thread-safe. The constructor's arguments outlive it.
class Admission {
public:
    Admission(
        Router const& router,
        http::Authenticator& authenticator,
        Dialects const& dialects,
        AdmissionSettings settings
    );

    // The steps, in this order. Each returns whether the request goes on; if not,
    // exchange.result is its answer. They may be repeated for the same request, when the rest
    // of its body has been received.

    // Fills exchange.request from the head.
    bool readHead(Exchange& exchange) const;
    // Sets exchange.route, by the effective method (Input.hpp).
    bool findRoute(Exchange& exchange) const;
    // Never blocks. true with `is_known` false: the caller is not cached, and identify must be
    // called.
    bool findCaller(Exchange& exchange, bool& is_known) const;
    bool identify(Exchange& exchange, db::Transaction& transaction) const;
    // Checks the rate of calls, the permission and the size of the body, and reserves memory for
    // it.
    bool permit(Exchange& exchange) const;

private:
    // Counts a call of the token, or of the address where there is no valid one, against its rate
    // limit.
    bool countToken(Exchange& exchange) const;
    bool countAddress(Exchange& exchange) const;
    bool allow(Exchange& exchange, Allowance const& allowance) const;
    bool refuse(Exchange& exchange, Error error) const;
    bool refuseMethod(Exchange& exchange, MethodSet const& allowed) const;

    Router const& router_;
    http::Authenticator& authenticator_;
    Dialects const& dialects_;
    AdmissionSettings settings_;
    mutable RateLimiter limiter_;
};

}  // namespace antrean::server
