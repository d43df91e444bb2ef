#pragma once

#include "http/Network.hpp"

#include <string_view>

namespace antrean::delivery {

// Which addresses deliveries may go to. Loopback and private ones may: n8n and WAHA stand beside
// this server. Never, unless the operator lists them: link-local addresses and those where clouds
// serve credentials to whoever asks from inside, for whoever may change a setting could read them.
class AddressRule {
public:
    explicit AddressRule(http::NetworkList allowed) : allowed_(std::move(allowed)) {}

    // False for anything but a plain IPv4 or IPv6 address, too.
    bool allows(std::string_view address) const;

private:
    http::NetworkList allowed_;
};

}  // namespace antrean::delivery
