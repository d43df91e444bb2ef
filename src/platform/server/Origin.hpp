// The client's address, and the scheme and host that it used. Forwarded headers count only when
// they come from a proxy that the operator trusts (contract 3.6).
#pragma once

#include "http/Message.hpp"
#include "http/Network.hpp"
#include "server/ForwardedClient.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace antrean::server {

struct OriginSettings {
    // Overrides all else unless empty. With the base path, without a final slash.
    std::string public_url;
    std::string base_path;              // "/antrean": in front of all paths; without a final slash
    http::NetworkList trusted_proxies;  // whose X-Forwarded-* count
    ClientHeader client_header = ClientHeader::x_forwarded_for;  // in which they name the client
};

// The two ends of the connection.
struct Peer {
    std::string address;          // the client's or the proxy's: "127.0.0.1"
    std::string local_authority;  // where we listen: "127.0.0.1:8000"
    bool is_tls = false;
};

struct Origin {
    std::string base_url;  // "https://klinik.example": default ports are left out
    std::string client_address;
    bool is_client_doubtful = false;  // see http::Request
};

// A host that is malformed is ignored and the next source is used, so a client cannot put other
// text into base_url.
Origin origin(
    OriginSettings const& settings, Peer const& peer, std::vector<http::Header> const& headers
);

}  // namespace antrean::server
