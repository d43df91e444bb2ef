#include "server/AddressCounts.hpp"
#include "server/MemoryBudget.hpp"

#include <gtest/gtest.h>

namespace antrean::server {
namespace {

http::Address at(char const* text) {
    return *http::Address::parse(text);
}

TEST(AddressCounts, GiveEachAddressNoMoreThanTheMost) {
    AddressCounts counts;
    EXPECT_FALSE(counts.take(at("10.0.0.1"), 4, 3));
    EXPECT_TRUE(counts.take(at("10.0.0.1"), 2, 3));
    EXPECT_FALSE(counts.take(at("10.0.0.1"), 2, 3));
    EXPECT_TRUE(counts.take(at("10.0.0.2"), 3, 3));
    counts.giveBack(at("10.0.0.1"), 2);
    EXPECT_TRUE(counts.take(at("10.0.0.1"), 3, 3));
}

TEST(AddressCounts, CountTheAddressesOfOneClientTogether) {
    AddressCounts counts;
    EXPECT_TRUE(counts.take(at("2001:db8::1"), 1, 1));
    EXPECT_FALSE(counts.take(at("2001:db8::ffff:1"), 1, 1));
    EXPECT_TRUE(counts.take(at("2001:db8:0:1::1"), 1, 1));
    counts.giveBack(at("2001:db8::1"), 1);
    EXPECT_TRUE(counts.take(at("2001:db8::2"), 1, 1));
}

TEST(MemoryBudget, LeavesAQuarterToOtherAddresses) {
    MemoryBudget budget(10'000);
    EXPECT_FALSE(budget.take(7'501, at("10.0.0.1")));
    EXPECT_TRUE(budget.take(7'500, at("10.0.0.1")));
    EXPECT_FALSE(budget.take(1, at("10.0.0.1")));
    EXPECT_FALSE(budget.take(2'501, at("10.0.0.2")));
    EXPECT_TRUE(budget.take(2'500, at("10.0.0.2")));
    budget.giveBack(7'500, at("10.0.0.1"));
    EXPECT_TRUE(budget.take(5'000, at("10.0.0.2"))) << "nothing is left of what was refused";
}

}  // namespace
}  // namespace antrean::server
