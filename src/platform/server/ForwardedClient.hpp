// Finds the client in the headers that proxies add.
#pragma once

#include "http/Message.hpp"
#include "http/Network.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace antrean::server {

// The header in which the trusted proxies name the client. The others are ignored, because a proxy
// passes on what the client wrote there.
enum class ClientHeader : std::uint8_t { x_forwarded_for, forwarded, x_real_ip };

// Whether some proxy, or a client that poses as one, has added any of its headers.
bool isForwarded(std::vector<http::Header> const& headers);

// Of a request that the trusted proxy at `peer` has passed on: the right-most address that does not
// belong to a trusted proxy. The client itself may have written what stands left of it. With `*`,
// only the nearest proxy is trusted. `peer` itself if the request has no header of a proxy. Empty:
// the proxy does not name its client, or not in a way that can be read.
std::optional<http::Address> forwardedClient(
    std::vector<http::Header> const& headers,
    ClientHeader header,
    http::NetworkList const& trusted_proxies,
    http::Address const& peer
);

}  // namespace antrean::server
