#include "http/Network.hpp"

#include <gtest/gtest.h>

namespace antrean::http {
namespace {

bool isIn(std::string_view list, std::string_view address) {
    auto const networks = NetworkList::parse(list);
    auto const parsed = Address::parse(address);
    return networks && parsed && networks->contains(*parsed);
}

TEST(NetworkList, RefusesWhatIsNeitherAddressNorNetwork) {
    for (auto const text :
         {"localhost",
          "10.0.0.0/33",
          "10.0.0/8",
          "10.0.0.0/",
          "10.0.0.0/x",
          "::1/129",
          "10.0.0.1,,10.0.0.2",
          "10.0.0.1:80",
          "[::1]",
          "-1",
          "10.0.0.0/8/8",
          "10.0.0.0/-1"})
        EXPECT_FALSE(NetworkList::parse(text)) << text;
}

TEST(NetworkList, HoldsTheAddressesOfItsNetworks) {
    EXPECT_TRUE(isIn("10.0.0.0/8", "10.255.1.2"));
    EXPECT_FALSE(isIn("10.0.0.0/8", "11.0.0.1"));
    EXPECT_TRUE(isIn("192.168.1.128/25", "192.168.1.255"));
    EXPECT_FALSE(isIn("192.168.1.128/25", "192.168.1.127"));
    EXPECT_TRUE(isIn("127.0.0.1, ::1", "::1"));
    EXPECT_FALSE(isIn("127.0.0.1", "127.0.0.2"));
    EXPECT_TRUE(isIn("fd00::/8", "fd12::1"));
    EXPECT_FALSE(isIn("fd00::/8", "fe80::1"));
    EXPECT_TRUE(isIn("0.0.0.0/0", "8.8.8.8"));
}

TEST(NetworkList, TakesAnIpv4ClientForTheSameOnAnIpv6Socket) {
    EXPECT_TRUE(isIn("10.0.0.0/8", "::ffff:10.1.2.3"));
    EXPECT_FALSE(isIn("::/0", "10.1.2.3"));
}

TEST(NetworkList, HoldsEveryAddressForAStarAndNoneWhenEmpty) {
    EXPECT_TRUE(isIn("*", "8.8.8.8"));
    EXPECT_TRUE(isIn("*", "::1"));
    EXPECT_FALSE(isIn("", "127.0.0.1"));
    EXPECT_TRUE(NetworkList::parse("")->empty());
}

TEST(ClientGroup, IsOneForAllAddressesThatOneClientMayHave) {
    EXPECT_EQ(clientGroupOf("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(clientGroupOf("::ffff:192.0.2.1"), "192.0.2.1");
    for (auto const* address : {"2001:db8:0:1::7", "2001:DB8:0:1:ffff:ffff:ffff:ffff"})
        EXPECT_EQ(clientGroupOf(address), "2001:db8:0:1::/64") << address;
    EXPECT_EQ(clientGroupOf("2001:db8:0:2::7"), "2001:db8:0:2::/64");
    EXPECT_EQ(clientGroupOf("::1"), "::/64");
    for (auto const* text : {"", "unknown", "192.0.2.1:80"})
        EXPECT_EQ(clientGroupOf(text), text);
}

TEST(Address, HasOneText) {
    auto const text = [](char const* given) { return Address::parse(given)->text(); };
    EXPECT_EQ(text("1.2.3.4"), "1.2.3.4");
    EXPECT_EQ(text("::ffff:1.2.3.4"), "1.2.3.4");
    EXPECT_EQ(text("2001:DB8:0:0::1"), "2001:db8::1");
}

TEST(Address, BelongsToTheHouseholdOfItsFirst64Bits) {
    auto const household = [](char const* given) { return Address::parse(given)->household(); };
    EXPECT_EQ(household("2001:db8::1"), household("2001:db8::2:3:4:5"));
    EXPECT_NE(household("2001:db8::1"), household("2001:db8:0:1::1"));
    EXPECT_NE(household("1.2.3.4"), household("1.2.3.5"));
    EXPECT_EQ(household("1.2.3.4"), household("::ffff:1.2.3.4"));
}

}  // namespace
}  // namespace antrean::http
