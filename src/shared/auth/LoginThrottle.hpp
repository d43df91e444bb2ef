#pragma once

#include "base/Clock.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace antrean::auth {

// Counts failed logins per user name and address. After five failures within a minute, further
// logins are refused until that minute is over (contract, 5). In memory, bounded, thread-safe.
class LoginThrottle {
public:
    // Bounded, so that a flood of invented names does not fill the memory: beyond `names_max`,
    // entries whose minute is over are removed, or all entries if there is no such entry.
    explicit LoginThrottle(std::size_t failures_max = 5, std::size_t names_max = 100'000)
        : failures_max_(failures_max), names_max_(names_max) {}

    // Seconds until the next attempt is allowed; empty if it is allowed now.
    std::optional<int> secondsToWait(
        std::string const& user_name, std::string const& address, Instant now
    );
    void failed(std::string const& user_name, std::string const& address, Instant now);
    void succeeded(std::string const& user_name, std::string const& address);

private:
    struct Failures {
        std::size_t count = 0;
        Instant until{};
    };
    static std::string key(std::string const& user_name, std::string const& address);
    void forgetOld(Instant now);

    std::size_t failures_max_;
    std::size_t names_max_;
    std::mutex mutex_;
    std::unordered_map<std::string, Failures> failures_;
};

}  // namespace antrean::auth
