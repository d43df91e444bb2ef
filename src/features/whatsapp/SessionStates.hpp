#pragma once

#include "base/Clock.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::whatsapp {

// The last known state of WAHA's sessions. WAHA waits 5 s before it refuses a message to a session
// that does not work, so such a session is not used for a while. Thread-safe.
class SessionStates {
public:
    static constexpr std::chrono::seconds kHoldsFor{30};
    static constexpr std::string_view kWorking = "WORKING";
    static constexpr std::string_view kWaitsForPhone = "SCAN_QR_CODE";

    void record(std::string_view session, std::string_view state, Instant now);
    // When the session may be tried again, if it is known not to work now.
    std::optional<Instant> restsUntil(std::string_view session, Instant now) const;

private:
    // The names come from our configs and from webhooks with a verified sender.
    static constexpr std::size_t kSessionsMax = 1'000;

    struct Heard {
        std::string state;
        Instant at;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Heard, std::less<>> sessions_;
};

}  // namespace antrean::whatsapp
