#include "delivery/Headers.hpp"

#include "base/Digest.hpp"
#include "base/Random.hpp"
#include "base/Text.hpp"

#include <fmt/core.h>

namespace antrean::delivery {
namespace {

constexpr std::size_t kSpanBytes = 8;

std::string newSpan() {
    std::string span;
    for (char const byte : randomBytes(kSpanBytes))
        span += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return span;
}

}  // namespace

std::vector<http::Header> eventHeaders(Delivery const& delivery) {
    // A UUID without its dashes is as long as a trace id.
    auto const trace = text::replaceAll(delivery.event_id, "-", "");
    return {
        {"Idempotency-Key", delivery.event_id},
        {"X-Antrean-Event-Id", delivery.event_id},
        {"traceparent", fmt::format("00-{}-{}-01", trace, newSpan())},
    };
}

std::vector<http::Header> signatureHeaders(
    std::string_view secret, std::string_view body, Instant now
) {
    if (secret.empty())
        return {};
    auto const timestamp = std::to_string(toMs(now) / 1'000);
    return {
        {"X-Antrean-Timestamp", timestamp},
        {"X-Antrean-Signature",
         "sha256=" + digest::hmacSha256Hex(secret, fmt::format("{}.{}", timestamp, body))},
    };
}

}  // namespace antrean::delivery
