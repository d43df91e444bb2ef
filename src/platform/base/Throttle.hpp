// Counts how often each key did something within a minute, and refuses more than a limit.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace antrean {

// Thread-safe. The time is steady: a clock that is set back makes nobody wait longer.
class Throttle {
public:
    using Time = std::chrono::steady_clock::time_point;

    // Bounded, so that a flood of keys does not fill the memory: beyond `keys_max`, keys whose
    // minute is over are forgotten, or all keys if there is no such key.
    explicit Throttle(std::size_t per_minute_max, std::size_t keys_max = 100'000)
        : per_minute_max_(per_minute_max), keys_max_(keys_max) {}

    // Counts one more of the key. Returns the seconds until the next one is allowed, if this one is
    // not; empty if it is.
    std::optional<int> count(std::string const& key, Time now);

private:
    struct Counted {
        std::size_t count = 0;
        Time until{};
    };

    std::size_t const per_minute_max_;
    std::size_t const keys_max_;
    std::mutex mutex_;
    std::unordered_map<std::string, Counted> counted_;
};

}  // namespace antrean
