#include "base/Throttle.hpp"

namespace antrean {
namespace {

constexpr std::chrono::seconds kWindow{60};

}  // namespace

std::optional<int> Throttle::count(std::string const& key, Time now) {
    std::lock_guard const lock(mutex_);
    if (counted_.size() >= keys_max_ && !counted_.contains(key)) {
        std::erase_if(counted_, [now](auto const& entry) { return entry.second.until <= now; });
        if (counted_.size() >= keys_max_)
            counted_.clear();
    }
    auto& counted = counted_[key];
    if (counted.until <= now)
        counted = {0, now + kWindow};
    if (counted.count >= per_minute_max_)
        return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(counted.until - now).count()
        );
    ++counted.count;
    return std::nullopt;
}

}  // namespace antrean
