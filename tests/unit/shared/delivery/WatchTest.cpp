#include "delivery/Watch.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace antrean::delivery {

namespace {

using Kind = Watch::Ending::Kind;

}  // namespace

TEST(Watch, ReportsAnEndThatComesLater) {
    Watch watch;
    std::vector<std::string> told;
    watch.then([&told](Watch::Ending const& ending) { told.push_back(ending.reason); });
    EXPECT_TRUE(told.empty());
    watch.end({Kind::failed, "down"});
    EXPECT_EQ(told, std::vector<std::string>{"down"});
}

TEST(Watch, ReportsAnEndThatCameBefore) {
    Watch watch;
    watch.end({Kind::failed, "down"});
    std::vector<std::string> told;
    watch.then([&told](Watch::Ending const& ending) { told.push_back(ending.reason); });
    EXPECT_EQ(told, std::vector<std::string>{"down"});
}

TEST(Watch, ReportsTheFirstEndOnly) {
    Watch watch;
    int calls = 0;
    watch.then([&calls](Watch::Ending const& ending) {
        ++calls;
        EXPECT_EQ(ending.kind, Kind::unknown);
    });
    watch.end({Kind::unknown, {}});
    watch.end({Kind::delivered, {}});
    EXPECT_EQ(calls, 1);
}

}  // namespace antrean::delivery
