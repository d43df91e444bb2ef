#pragma once

#include "delivery/Delivery.hpp"

#include <string_view>
#include <vector>

namespace antrean::delivery {

// The headers of every attempt: the event's id in two of them, by which the receiver recognizes a
// repeated message, and a W3C traceparent with one trace per delivery and one span per attempt.
std::vector<http::Header> eventHeaders(Delivery const& delivery);

// The headers by which a receiver with the secret verifies the sender and the time of a body:
// X-Antrean-Timestamp (seconds since 1970) and X-Antrean-Signature, which is "sha256=" and the HMAC
// of timestamp, dot and body. Empty if there is no secret.
std::vector<http::Header> signatureHeaders(
    std::string_view secret, std::string_view body, Instant now
);

}  // namespace antrean::delivery
