// How much of something the clients at each address hold. One client may have all addresses of an
// IPv6 network of 64 bits, so these count as one.
#pragma once

#include "http/Network.hpp"

#include <cstddef>
#include <mutex>
#include <unordered_map>

namespace antrean::server {

// Thread-safe. Needs memory only for addresses that hold something.
class AddressCounts {
public:
    // false: the address would hold more than `most`, and holds what it held before.
    [[nodiscard]] bool take(http::Address const& address, std::size_t amount, std::size_t most);
    void giveBack(http::Address const& address, std::size_t amount);

private:
    struct Hash {
        std::size_t operator()(http::Address const& address) const { return address.hash(); }
    };

    std::mutex mutex_;
    std::unordered_map<http::Address, std::size_t, Hash> held_;
};

}  // namespace antrean::server
