#pragma once

#include "http/Network.hpp"

#include <string_view>

namespace antrean::delivery {

// Which addresses deliveries may go to. Loopback and private addresses are allowed, because n8n and
// WAHA usually run beside this server. Link-local addresses, and those where clouds serve
// credentials, are refused unless the operator lists them: a user who may change a webhook's URL
// could otherwise read those credentials.
class AddressRule {
public:
    explicit AddressRule(http::NetworkList allowed) : allowed_(std::move(allowed)) {}

    // Also false for anything that is not a plain IPv4 or IPv6 address.
    bool allows(std::string_view address) const;

private:
    http::NetworkList allowed_;
};

}  // namespace antrean::delivery
