#pragma once

#include <algorithm>
#include <chrono>

namespace antrean::realtime {

// Allows a number of things at once, and after that so many per second. For one thread.
class RateLimit {
public:
    using Time = std::chrono::steady_clock::time_point;

    RateLimit(double at_once, double per_second)
        : at_once_(at_once), per_second_(per_second), left_(at_once) {}

    bool allows(Time now) {
        std::chrono::duration<double> const passed = now - last_;
        left_ = std::min(at_once_, left_ + std::max(passed.count(), 0.0) * per_second_);
        last_ = now;
        if (left_ < 1)
            return false;
        left_ -= 1;
        return true;
    }

private:
    double const at_once_;
    double const per_second_;
    double left_;
    Time last_{};
};

}  // namespace antrean::realtime
