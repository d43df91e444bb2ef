#pragma once

#include "delivery/Delivery.hpp"

#include <string_view>
#include <vector>

namespace antrean::delivery {

// What every attempt carries: the event's id, twice, for the receiver to know a message that comes
// again; and a W3C traceparent, one trace per delivery, one span per attempt.
std::vector<http::Header> eventHeaders(Delivery const& delivery);

// By which a receiver that has the secret knows that we sent the body, and when:
// X-Antrean-Timestamp (seconds since 1970) and X-Antrean-Signature, sha256= and the HMAC of
// timestamp, dot and body. None without a secret.
std::vector<http::Header> signatureHeaders(
    std::string_view secret, std::string_view body, Instant now
);

}  // namespace antrean::delivery
