// Circuit breakers: no calls to targets that fail, and a limit of calls for each target, so that
// one cannot take all.
//
//   closed -(kRecipientsToOpen failed since the last success)-> open -(pause)-> half-open
//   half-open -(one success)-> closed
//   half-open -(failure)-> open, for twice as long
//
// Failures are counted by recipient: a visit or a telephone number that always fails says nothing
// about the server that serves the others. For the same reason a recipient that has failed already
// is not the probe of a half-open target while another one waits.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace antrean::delivery {

// The part of a URL that has a breaker: "https://n8n.example:8443". Lower case, without the user.
std::string originOf(std::string_view url);

// Thread-safe.
class Breakers {
public:
    // Not the clock's: a clock that is set back would prolong a pause.
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t kCallsPerTarget = 8;
    static constexpr std::size_t kRecipientsToOpen = 5;
    static constexpr std::chrono::seconds kFirstPause{5};
    static constexpr std::chrono::seconds kLongestPause{60};
    // How long a call waits whose target has kCallsPerTarget already.
    static constexpr std::chrono::seconds kBusyPause{1};
    // How much longer than all others a recipient waits that has failed.
    static constexpr std::chrono::seconds kOthersFirst{2};

    // The right to make one call. Its destruction gives the right back and counts neither as a
    // success nor as a failure. Destroyed before the breakers.
    class Pass {
    public:
        Pass(Breakers& breakers, std::string origin, std::string recipient);
        ~Pass();
        Pass(Pass const&) = delete;
        Pass& operator=(Pass const&) = delete;

        // Exactly one of these at most, when the call has ended.
        void succeeded();
        void failed(std::string reason, Time now);

    private:
        Breakers& breakers_;
        std::string const origin_;
        std::string const recipient_;
        bool is_over_ = false;
    };
    struct Closed {
        std::chrono::milliseconds pause;  // until it may enter
        std::string reason;               // of the last failure; empty when the target is busy
    };

    // `recipient`: for whom the message is, as the target may fail for one of them only.
    std::variant<std::shared_ptr<Pass>, Closed> enter(
        std::string const& origin, std::string const& recipient, Time now
    );

private:
    static constexpr std::size_t kRecipientsMax = 1'000;  // that a target remembers

    struct Target {
        std::size_t calls = 0;
        std::set<std::string, std::less<>> failed;  // recipients, since the last success
        std::chrono::seconds pause{0};
        Time open_until{};
        std::string reason;

        bool isOpen() const { return failed.size() >= kRecipientsToOpen; }
        // When the recipient may be the probe.
        Time opensFor(std::string const& recipient) const;
    };

    void leave(std::string const& origin);
    void noteSuccess(std::string const& origin);
    void noteFailure(
        std::string const& origin, std::string const& recipient, std::string reason, Time now
    );

    std::mutex mutex_;
    std::map<std::string, Target> targets_;  // only those that have calls or failures
};

}  // namespace antrean::delivery
