#pragma once

#include "delivery/Delivery.hpp"

#include <chrono>
#include <functional>

namespace antrean::delivery {

// Makes calls side by side. Used by one thread, but for wake().
class Sender {
public:
    using Done = std::function<void(Reply)>;

    virtual ~Sender() = default;

    // Begins a call. `done` is called once, by run(); never when the sender is destroyed before.
    virtual void send(Call call, Done done) = 0;
    // Waits for the network or for wake(), no longer than that.
    virtual void run(std::chrono::milliseconds timeout) = 0;
    // From any thread: run() returns, now or when it is called next.
    virtual void wake() = 0;
};

}  // namespace antrean::delivery
