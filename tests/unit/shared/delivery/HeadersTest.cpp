#include "delivery/Headers.hpp"

#include <gtest/gtest.h>

namespace antrean::delivery {

TEST(EventHeaders, NameTheEventTwiceAndTraceEachAttempt) {
    Delivery delivery;
    delivery.event_id = "0b8f6a0c-8d5e-4a55-9d6e-6a2d3c1f0e9b";
    auto const first = eventHeaders(delivery);
    auto const second = eventHeaders(delivery);
    ASSERT_EQ(first.size(), 3U);
    EXPECT_EQ(first[0].name, "Idempotency-Key");
    EXPECT_EQ(first[0].value, delivery.event_id);
    EXPECT_EQ(first[1].name, "X-Antrean-Event-Id");
    EXPECT_EQ(first[1].value, delivery.event_id);
    EXPECT_EQ(first[2].name, "traceparent");
    constexpr std::string_view kTrace = "00-0b8f6a0c8d5e4a559d6e6a2d3c1f0e9b-";
    EXPECT_TRUE(first[2].value.starts_with(kTrace));
    EXPECT_TRUE(second[2].value.starts_with(kTrace));
    EXPECT_NE(first[2].value, second[2].value);
    EXPECT_EQ(first[2].value.size(), 55U);
}

TEST(SignatureHeaders, AreNoneWithoutASecret) {
    EXPECT_TRUE(signatureHeaders("", "{}", Instant{}).empty());
}

TEST(SignatureHeaders, SignTheTimeAndTheBody) {
    auto const headers =
        signatureHeaders("rahasia", "{}", Instant(std::chrono::seconds(1'766'992'548)));
    ASSERT_EQ(headers.size(), 2U);
    EXPECT_EQ(headers[0].name, "X-Antrean-Timestamp");
    EXPECT_EQ(headers[0].value, "1766992548");
    EXPECT_EQ(headers[1].name, "X-Antrean-Signature");
    // printf '1766992548.{}' | openssl dgst -sha256 -hmac rahasia
    EXPECT_EQ(
        headers[1].value, "sha256=be73d985fda1684fa2034f25e9f09f33e2e855179a8f526c9a022f7a3873b476"
    );
}

}  // namespace antrean::delivery
