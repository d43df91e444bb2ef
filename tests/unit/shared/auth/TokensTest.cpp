#include "auth/Tokens.hpp"
#include "base/Digest.hpp"

#include <gtest/gtest.h>

namespace antrean::auth {
namespace {

TEST(PresentedToken, IsNothingWithoutASecretOrWithAnOddId) {
    for (std::string_view const text :
         {"",
          "|",
          "|secret",
          "x|secret",
          "-5|secret",
          "+5|secret",
          " 5|secret",
          "5 |secret",
          "5x|secret",
          "0|secret",
          "05|secret",
          "9223372036854775808|secret"})
        EXPECT_FALSE(presented(text)) << text;
}

TEST(PresentedToken, HasTheIdBeforeTheFirstBar) {
    auto const token = presented("5|k0kv|Qn");
    ASSERT_TRUE(token);
    EXPECT_EQ(token->id, 5);
    EXPECT_EQ(token->hash, digest::sha256("k0kv|Qn"));
}

TEST(PresentedToken, ReadsTheTokensOfTheApiDocument) {
    auto const token = presented("5|k0kvQnAOsnKj8K87cAX12Dnv87cVCT1PcLsII76G0f6f8e5e");
    ASSERT_TRUE(token);
    EXPECT_EQ(token->id, 5);
    EXPECT_EQ(digest::crc32Hex("k0kvQnAOsnKj8K87cAX12Dnv87cVCT1PcLsII76G"), "0f6f8e5e");
    EXPECT_EQ(digest::crc32Hex("CCQDc0cP5RDbgx3yOeAleNMNzjbXKyGdsgRlYqxw"), "4d4c0a36");
}

TEST(PresentedToken, IsTheWholeTextWithoutABar) {
    auto const token = presented("an-old-secret");
    ASSERT_TRUE(token);
    EXPECT_EQ(token->id, std::nullopt);
    EXPECT_EQ(token->hash, digest::sha256("an-old-secret"));
}

}  // namespace
}  // namespace antrean::auth
