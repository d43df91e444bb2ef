#include "realtime/ChannelName.hpp"
#include "realtime/Channels.hpp"

#include <gtest/gtest.h>

namespace antrean::realtime {
namespace {

class ChannelsTest : public testing::Test {
protected:
    ChannelsTest() { channels.start(2); }

    Channels channels;
};

TEST_F(ChannelsTest, AChannelIsOccupiedUntilItsLastSubscriptionAnywhereEnds) {
    auto const opened = channels.open("news");
    EXPECT_TRUE(opened.is_new);
    opened.channel.subscribe(1);
    EXPECT_FALSE(channels.open("news").is_new);
    opened.channel.changeElsewhere(0, 3);
    opened.channel.unsubscribe(1);
    EXPECT_FALSE(channels.removeIfVacant("news"));
    opened.channel.changeElsewhere(3, 0);
    EXPECT_TRUE(channels.removeIfVacant("news"));
    EXPECT_EQ(channels.find("news"), nullptr);
    EXPECT_FALSE(channels.removeIfVacant("news"));
}

TEST_F(ChannelsTest, AMemberOfAnotherProcessKeepsAChannelOccupied) {
    auto& channel = channels.open("presence-a").channel;
    channel.openPresence().joinElsewhere(*readMember(R"({"user_id":1})"));
    EXPECT_FALSE(channels.removeIfVacant("presence-a"));
    EXPECT_EQ(channel.figures().subscriptions, 0U);
    EXPECT_EQ(channel.figures().users, 1U);
}

TEST_F(ChannelsTest, AChannelKnowsTheThreadsOfItsSubscriptions) {
    auto& channel = channels.open("news").channel;
    channel.subscribe(1);
    channel.subscribe(1);
    channel.unsubscribe(1);
    EXPECT_FALSE(channel.hasSubscriptionsOn(0));
    EXPECT_TRUE(channel.hasSubscriptionsOn(1));
    EXPECT_EQ(channel.figures().users, std::nullopt);
}

TEST_F(ChannelsTest, ChannelsAreListedByNameWithoutWatchlists) {
    for (auto const& name :
         {std::string("b"), std::string("ab"), std::string("aa"), watchlistChannel("7")})
        channels.open(name).channel.subscribe(0);
    std::vector<std::string> names;
    for (auto const& [name, figures] : channels.list(""))
        names.push_back(name);
    EXPECT_EQ(names, (std::vector<std::string>{"aa", "ab", "b"}));
    EXPECT_EQ(channels.list("a").size(), 2U);
}

}  // namespace
}  // namespace antrean::realtime
