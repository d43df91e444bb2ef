#pragma once

#include <atomic>
#include <chrono>

namespace antrean {

// For a line of the log that anyone may cause at any rate. Thread-safe.
class OncePerMinute {
public:
    // Whether it is the first call, or a minute has passed since the last one that returned true.
    bool isDue() {
        auto const now = std::chrono::steady_clock::now().time_since_epoch().count();
        auto due = due_.load(std::memory_order_relaxed);
        return now >= due && due_.compare_exchange_strong(due, now + kMinute.count());
    }

private:
    using Ticks = std::chrono::steady_clock::duration;
    static constexpr Ticks kMinute = std::chrono::minutes(1);

    std::atomic<Ticks::rep> due_{0};
};

}  // namespace antrean
