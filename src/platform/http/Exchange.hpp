// One request on its way to its answer: the seam between sockets and the dispatcher.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "http/Origin.hpp"
#include "http/Route.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace antrean::http {

// A message as the socket delivered it: framed and within the limits, not interpreted.
struct Incoming {
    Method method = Method::other;
    std::string target;  // path and query, still encoded
    std::vector<Header> headers;
    std::string body;
};

// Owned by shared_ptr: the connection may be gone before a database thread is through with it.
// Used by one thread at a time, and handed on with `post`.
class Exchange {
public:
    Exchange() = default;
    virtual ~Exchange() = default;
    Exchange(Exchange const&) = delete;
    Exchange& operator=(Exchange const&) = delete;

    // From any thread: `step` runs on the exchange's I/O thread, or never when that has ended.
    virtual void post(std::function<void()> step) = 0;
    // On its I/O thread, exactly once per request.
    virtual void answer(Response response) = 0;
    virtual Peer const& peer() const = 0;

    Incoming incoming;  // filled by the connection
    Request request;    // filled by the dispatcher from `incoming`

    // The dispatcher's notes.
    Route const* route = nullptr;
    // Why the input could not be read. Strangers hear that they are such before they hear this.
    std::optional<Error> unreadable;
    std::optional<Result<Response>> result;
    std::chrono::steady_clock::time_point began;

    // Set by the dispatcher for work that is worth stopping: the connection then watches its
    // client, and requests the stop when that is gone.
    std::stop_source client_gone{std::nostopstate};
};

}  // namespace antrean::http
