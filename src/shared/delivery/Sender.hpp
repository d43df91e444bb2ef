#pragma once

#include "delivery/Delivery.hpp"

#include <chrono>
#include <functional>

namespace antrean::delivery {

// Makes several calls at once. All but wake() are for one thread.
class Sender {
public:
    using Done = std::function<void(Reply)>;

    virtual ~Sender() = default;

    // Begins a call. run() calls `done` once, unless the sender is destroyed before the reply.
    virtual void send(Call call, Done done) = 0;
    // Waits for the network or for wake(), at most `timeout`.
    virtual void run(std::chrono::milliseconds timeout) = 0;
    // Thread-safe. Makes run() return, now or when it is called next.
    virtual void wake() = 0;
};

// Makes one call and waits for its reply, as long as the call's own timeout allows. `sender` must
// have no other call.
Reply callAndWait(Sender& sender, Call const& call);

}  // namespace antrean::delivery
