// Circuit breakers: no calls to targets that fail, and a limit of calls for each target, so that
// one cannot take all.
//
//   closed -(kFailuresToOpen in a row)-> open -(pause)-> half-open -(one success)-> closed
//   half-open -(failure)-> open, for twice as long
#pragma once

#include "base/Clock.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

namespace antrean::delivery {

// The part of a URL that has a breaker: "https://n8n.example:8443". Lower case, without the user.
std::string originOf(std::string_view url);

// Thread-safe.
class Breakers {
public:
    static constexpr std::size_t kCallsPerTarget = 8;
    static constexpr std::size_t kFailuresToOpen = 5;
    static constexpr std::chrono::seconds kFirstPause{5};
    static constexpr std::chrono::seconds kLongestPause{60};
    // How long a call waits whose target has kCallsPerTarget already.
    static constexpr std::chrono::seconds kBusyPause{1};

    // The right to make one call. Its destruction gives the right back and counts neither as a
    // success nor as a failure. Destroyed before the breakers.
    class Pass {
    public:
        Pass(Breakers& breakers, std::string origin);
        ~Pass();
        Pass(Pass const&) = delete;
        Pass& operator=(Pass const&) = delete;

        // Exactly one of these at most, when the call has ended.
        void succeeded();
        void failed(std::string reason, Instant now);

    private:
        Breakers& breakers_;
        std::string const origin_;
        bool is_over_ = false;
    };
    struct Closed {
        Instant until;       // when to ask again
        std::string reason;  // of the last failure; empty when the target is busy
    };

    std::variant<std::shared_ptr<Pass>, Closed> enter(std::string const& origin, Instant now);

private:
    struct Target {
        std::size_t calls = 0;
        std::size_t failures = 0;  // in a row
        std::chrono::seconds pause{0};
        Instant open_until{};
        std::string reason;

        bool isOpen() const { return failures >= kFailuresToOpen; }
    };

    void leave(std::string const& origin);
    void note(std::string const& origin, bool is_success, std::string reason, Instant now);

    std::mutex mutex_;
    std::map<std::string, Target> targets_;  // only those that have calls or failures
};

}  // namespace antrean::delivery
