#include "delivery/AddressRule.hpp"

#include <gtest/gtest.h>

namespace antrean::delivery {

namespace {

AddressRule ruleThatLists(std::string_view networks) {
    return AddressRule(http::NetworkList::parse(networks).value());
}

}  // namespace

TEST(AddressRule, RefusesLinkLocalAndMetadataAddresses) {
    auto const rule = ruleThatLists("");
    for (auto const* address :
         {"169.254.169.254",
          "169.254.0.1",
          "::ffff:169.254.169.254",
          "fe80::1",
          "fe80::1%eth0",
          "fd00:ec2::254",
          "fd20:ce::254",
          "64:ff9b::a9fe:a9fe",
          "100.100.100.200",
          "168.63.129.16",
          "192.0.0.192",
          "0.0.0.0",
          "0.1.2.3",
          "::",
          "224.0.0.1",
          "255.255.255.255",
          "ff02::1"})
        EXPECT_FALSE(rule.allows(address)) << address;
}

TEST(AddressRule, RefusesATextThatIsNotAnAddress) {
    auto const rule = ruleThatLists("*");
    for (auto const* address : {"", "unknown", "localhost", "1.2.3", "1.2.3.4:80", "[::1]"})
        EXPECT_FALSE(rule.allows(address)) << address;
}

TEST(AddressRule, AllowsNeighboursAndTheWorld) {
    auto const rule = ruleThatLists("");
    for (auto const* address :
         {"127.0.0.1",
          "::1",
          "10.0.0.7",
          "192.168.1.20",
          "172.16.0.1",
          "fd12:3456::1",
          "8.8.8.8",
          "100.100.100.201",
          "2001:4860:4860::8888",
          "223.255.255.255"})
        EXPECT_TRUE(rule.allows(address)) << address;
}

TEST(AddressRule, AllowsWhatTheOperatorLists) {
    auto const rule = ruleThatLists("169.254.10.0/24,fe80::/10");
    EXPECT_TRUE(rule.allows("169.254.10.7"));
    EXPECT_TRUE(rule.allows("fe80::1%eth0"));
    EXPECT_FALSE(rule.allows("169.254.169.254"));
}

}  // namespace antrean::delivery
