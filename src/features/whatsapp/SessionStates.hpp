#pragma once

#include "base/Clock.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::whatsapp {

// What WAHA said last of its sessions. A message to a session that does not work keeps WAHA waiting
// for 5 s before it is refused, so nobody tries for a while. Thread-safe.
class SessionStates {
public:
    static constexpr std::chrono::seconds kHoldsFor{30};
    static constexpr std::string_view kWorking = "WORKING";

    void heard(std::string_view session, std::string_view state, Instant now);
    // When the session may be tried, if it is known not to work at this moment.
    std::optional<Instant> restsUntil(std::string_view session, Instant now) const;

private:
    // Names come from our own configs and from webhooks whose sender was verified.
    static constexpr std::size_t kSessionsMax = 1'000;

    struct Heard {
        std::string state;
        Instant at;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Heard, std::less<>> sessions_;
};

}  // namespace antrean::whatsapp
