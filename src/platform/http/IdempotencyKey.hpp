// The header Idempotency-Key: a request that is sent again with the same key gets the first answer
// again, and nothing is done twice (docs/decisions/0014-idempotency-keys.md).
#pragma once

#include "http/Endpoint.hpp"
#include "http/Refusal.hpp"

#include <cstddef>
#include <string_view>

namespace antrean::http {

inline constexpr std::string_view kIdempotencyKey = "Idempotency-Key";
inline constexpr std::size_t kIdempotencyKeyBytesMax = 128;
// In an answer that is the first one again.
inline constexpr std::string_view kReplayed = "Idempotent-Replayed";

inline constexpr Refusal kKeyInvalid{
    ErrorKind::malformed,
    "The Idempotency-Key header must have 1 to 128 printable ASCII characters."};
inline constexpr Refusal kKeyOfAnotherRequest{
    ErrorKind::refused, "This Idempotency-Key was used for another request."};
// With Retry-After.
inline constexpr Refusal kFirstIsRunning{
    ErrorKind::conflict, "The first request with this Idempotency-Key is not answered yet."};

// Whether the route heeds the header: it changes something, and for a known user.
constexpr bool takesIdempotencyKey(Description const& route) {
    bool const may_write =
        route.work == Work::write || route.work == Work::offload || route.work == Work::remote;
    return may_write && route.method != Method::get && route.permission != Permission::anyone &&
           route.path.starts_with("/api/");
}

}  // namespace antrean::http
