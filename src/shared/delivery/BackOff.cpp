#include "delivery/BackOff.hpp"

#include <algorithm>

namespace antrean::delivery {

std::chrono::milliseconds pauseAfter(std::int64_t attempts, double random) {
    constexpr std::int64_t kFirst_ms = 1'000;
    constexpr std::int64_t kLongest_ms = 300'000;
    constexpr std::int64_t kDoublingsMax = 9;  // with more, the pause is the longest
    auto const doublings = std::clamp<std::int64_t>(attempts - 1, 0, kDoublingsMax);
    auto const whole_ms = std::min(kFirst_ms << doublings, kLongest_ms);
    return std::chrono::milliseconds(
        whole_ms - static_cast<std::int64_t>(static_cast<double>(whole_ms) / 2 * random)
    );
}

}  // namespace antrean::delivery
