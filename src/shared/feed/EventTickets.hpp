#pragma once

#include "base/Clock.hpp"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antrean::feed {

// A browser's EventSource cannot send an Authorization header, and a token in a URL would get into
// logs and histories. A ticket takes the token's place in the URL: it is valid once, for a short
// time, at the server that issued it. Thread-safe.
class EventTickets {
public:
    static constexpr std::chrono::seconds kLifetime{30};
    static constexpr std::size_t kTicketsMax = 10'000;

    // Empty while too many tickets are unused.
    std::optional<std::string> issue(std::string const& bearer, Instant now);
    // The bearer token of a valid ticket, which is used up by this.
    std::optional<std::string> redeem(std::string_view ticket, Instant now);

private:
    struct Issued {
        std::string bearer;
        Instant expires_at{};
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Issued> issued_;  // by ticket
};

}  // namespace antrean::feed
