#include "realtime/ChannelName.hpp"
#include "realtime/SocketId.hpp"

#include <gtest/gtest.h>

namespace antrean::realtime {
namespace {

TEST(ChannelName, APrefixCountsWithItsDashOnly) {
    EXPECT_FALSE(kindOf("privateers").needs_auth);
    EXPECT_FALSE(kindOf("presences").is_presence);
    EXPECT_FALSE(kindOf("cached").is_cache);
    EXPECT_TRUE(kindOf("private-a").needs_auth);
    EXPECT_TRUE(kindOf("presence-cache-a").needs_auth);
    EXPECT_TRUE(kindOf("presence-cache-a").is_presence);
    EXPECT_TRUE(kindOf("presence-cache-a").is_cache);
    EXPECT_TRUE(kindOf("private-encrypted-cache-a").is_cache);
    EXPECT_TRUE(kindOf("private-encrypted-cache-a").is_encrypted);
    EXPECT_FALSE(kindOf("queue-channel").needs_auth);
}

TEST(ChannelName, SocketIdsAreTwoNumbers) {
    for (auto const* wrong : {"", ".", "1", "1.", ".1", "1.2.3", "-1.2", "1.x", "1.2:private-a"})
        EXPECT_FALSE(SocketId::parse(wrong)) << wrong;
    EXPECT_EQ(SocketId::parse("123.456"), (SocketId{123, 456}));
    auto const id = SocketId::random();
    EXPECT_EQ(SocketId::parse(id.text()), id);
    EXPECT_TRUE(id.first >= 1 && id.first <= 1'000'000'000);
    // Larger than any of ours.
    EXPECT_TRUE(SocketId::parse("9999999999.9999999999"));
}

}  // namespace
}  // namespace antrean::realtime
