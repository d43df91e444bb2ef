// One request and its answer: the interface between sockets and the dispatcher.
#pragma once

#include "base/Result.hpp"
#include "http/Incoming.hpp"
#include "http/Message.hpp"
#include "http/Route.hpp"
#include "server/MemoryBudget.hpp"
#include "server/Origin.hpp"
#include "server/RateLimiter.hpp"
#include "server/Turns.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace antrean::server {

class OnceOnly;

// Owned by shared_ptr: the connection may be closed before a database thread has finished with it.
// Used by one thread at a time, and passed on with `post`.
class Exchange {
public:
    Exchange() = default;
    virtual ~Exchange() = default;
    Exchange(Exchange const&) = delete;
    Exchange& operator=(Exchange const&) = delete;

    // From any thread. Runs `step` on the exchange's I/O thread, or drops it if that has ended.
    virtual void post(std::function<void()> step) = 0;
    // On its I/O thread, exactly once per request.
    virtual void answer(http::Response response) = 0;
    // On its I/O thread, at most once and before the answer: allows the connection to read the rest
    // of the body, up to body_bytes_max.
    virtual void admit() = 0;
    virtual Peer const& peer() const = 0;

    http::Incoming incoming;  // filled by the connection
    bool is_whole = false;    // set by the connection: `incoming` has all of the body
    // Memory for body and input, until the exchange is destroyed.
    MemoryHold memory;

    http::Request request;  // filled by the dispatcher from `incoming`
    std::size_t body_bytes_max = std::numeric_limits<std::size_t>::max();

    // Of the caller, once the request is counted; empty where nothing is.
    std::optional<Allowance> allowance;

    bool has_browser_token = false;  // the token comes from a cookie (http/BrowserSession.hpp)

    // For the dispatcher only.
    bool is_counted = false;  // against the limit of its token
    http::Route const* route = nullptr;
    // Why the input could not be read.
    std::optional<Error> unreadable;
    // The rules that the input breaks, as far as they need no row.
    std::optional<Error> broken_rules;
    // Of a request with an Idempotency-Key; else null.
    std::shared_ptr<OnceOnly> once;
    Turns::Turn turn;  // among the requests with the same key
    std::optional<Result<http::Reply>> result;
    std::chrono::steady_clock::time_point began;

    // Set by the dispatcher for work that is worth stopping. The connection then requests the stop
    // when its client has closed it.
    std::stop_source client_gone{std::nostopstate};
};

}  // namespace antrean::server
