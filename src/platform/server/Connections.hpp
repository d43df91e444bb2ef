// Counts the connections of a server: all of them, those with live updates, and those of each
// address.
#pragma once

#include "http/Network.hpp"
#include "server/AddressCounts.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace antrean::server {

struct ConnectionLimits {
    std::size_t connections_max = 50'000;
    // Screens of a whole hospital may share one address, and all clients of a proxy do that
    // --trusted-proxies does not name.
    std::size_t connections_per_address_max = 15'000;
    // Proxies, which have one address for all of their clients.
    http::NetworkList uncounted_addresses;

    // Live updates stay open for days. The rest is kept for requests: the API, health checks and
    // publishers, who must get through when the screens of all clinics are connected.
    std::size_t live_max() const {
        constexpr std::size_t kReservedMax = 1'000;
        return connections_max - std::min(connections_max / 4, kReservedMax);
    }
};

// Thread-safe. Outlives its slots.
class Connections {
public:
    explicit Connections(ConnectionLimits limits) : limits_(std::move(limits)) {}

    // The place of one connection in the counts. Its destructor gives it back.
    class Slot {
    public:
        Slot(Slot&& other) noexcept
            : connections_(std::exchange(other.connections_, nullptr)),
              address_(other.address_),
              is_live_(other.is_live_) {}
        ~Slot();
        Slot& operator=(Slot&&) = delete;

        // The connection begins to have live updates. false: too many have them already.
        [[nodiscard]] bool becomeLive();
        // The address by which the connection is counted; empty for proxies.
        std::optional<http::Address> const& address() const { return address_; }

    private:
        friend class Connections;
        Slot(Connections& connections, std::optional<http::Address> address)
            : connections_(&connections), address_(address) {}

        Connections* connections_;
        std::optional<http::Address> address_;
        bool is_live_ = false;
    };

    bool isFull() const { return count_ >= limits_.connections_max; }
    // There is no room either for connections that replace others which are about to be closed.
    bool isOverfull() const {
        constexpr std::size_t kReplacedMax = 16;
        return count_ >= limits_.connections_max + kReplacedMax;
    }
    // Empty: the clients at this address have too many connections.
    std::optional<Slot> take(std::string_view address);

private:
    ConnectionLimits const limits_;
    std::atomic<std::size_t> count_{0};
    std::atomic<std::size_t> live_count_{0};
    AddressCounts by_address_;
};

}  // namespace antrean::server
