#include "delivery/Delivery.hpp"

namespace antrean::delivery {

std::int64_t toMs(Instant instant) {
    return std::chrono::floor<std::chrono::milliseconds>(instant).time_since_epoch().count();
}

Instant fromMs(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

}  // namespace antrean::delivery
