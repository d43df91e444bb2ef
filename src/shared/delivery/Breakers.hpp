// Keeps us from targets that do not work, and from any single one taking all calls.
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

// "https://n8n.example:8443" of a URL: what a breaker is about. Lower case, without user.
std::string originOf(std::string_view url);

// Thread-safe.
class Breakers {
public:
    static constexpr std::size_t kCallsPerTarget = 8;
    static constexpr std::size_t kFailuresToOpen = 5;
    static constexpr std::chrono::seconds kFirstPause{5};
    static constexpr std::chrono::seconds kLongestPause{60};
    // Until there is room at a target that is busy.
    static constexpr std::chrono::seconds kBusyPause{1};

    // The right to make one call; given back by its destruction, which says nothing of the target.
    // Destroyed before the breakers.
    class Pass {
    public:
        Pass(Breakers& breakers, std::string origin);
        ~Pass();
        Pass(Pass const&) = delete;
        Pass& operator=(Pass const&) = delete;

        // How the call ended; at most once.
        void succeeded();
        void failed(std::string reason, Instant now);

    private:
        Breakers& breakers_;
        std::string const origin_;
        bool is_over_ = false;
    };
    struct Closed {
        Instant until;       // ask again then
        std::string reason;  // of the failure that closed the way; empty when the target is busy
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
