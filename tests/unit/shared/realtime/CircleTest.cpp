// What processes that are one broadcaster know of each other while all goes well.
#include "unit/shared/realtime/Processes.hpp"

namespace antrean::realtime {
namespace {

TEST_F(CircleTest, WhoIsAloneSaysNothingButThatItIsThere) {
    auto& one = start("one");
    one.hub.publish("news", {"e", "1"});
    settle();
    EXPECT_EQ(rows.size(), 1U);
    EXPECT_FALSE(one.circle.any());
    pass(Ms(2'000));
    EXPECT_EQ(rows.back().body, "[]");
}

TEST_F(CircleTest, AnEventReachesTheSubscribersOfAllOnceAndInOrder) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const here(one, {1, 1}, "news");
    Connection const there(two, {2, 2}, "news");
    Connection const publisher(two, {3, 3}, "news");
    one.hub.publish("news", {"e", "1", SocketId{3, 3}});
    one.hub.publish("news", {"e", "2"});
    settle();
    Told const both{*published("news", "e", "1"), *published("news", "e", "2")};
    EXPECT_EQ(here.listener.heard, both);
    EXPECT_EQ(there.listener.heard, both);
    EXPECT_EQ(publisher.listener.heard, (Told{both[1]}));
}

TEST_F(CircleTest, AClientEventReachesTheOthersEverywhereButNotItsSender) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const sender(one, {1, 1}, "private-a");
    Connection const there(two, {2, 2}, "private-a");
    one.hub.relay("private-a", {"client-e", {{"x", 1}}, 7}, {1, 1});
    settle();
    EXPECT_TRUE(sender.listener.heard.empty());
    EXPECT_EQ(there.listener.heard, (Told{*clientEvent("private-a", "client-e", {{"x", 1}}, 7)}));
}

TEST_F(CircleTest, AUserComesAndGoesOnceWhereverHeConnects) {
    auto& one = start("one");
    auto& two = start("two");
    auto ani_here = std::make_unique<Connection>(one, SocketId{1, 1}, std::string(kRoom), kAni);
    settle();
    Connection const budi(two, {2, 2}, std::string(kRoom), kBudi);
    EXPECT_EQ(
        budi.roster,
        R"({"presence":{"count":2,"ids":[1,"b"],"hash":{"1":{"name":"Ani"},"b":null}}})"
    );
    auto ani_there = std::make_unique<Connection>(two, SocketId{3, 3}, std::string(kRoom), kAni);
    settle();
    EXPECT_EQ(ani_here->listener.heard, (Told{added(kBudi)}));
    ani_here.reset();
    settle();
    EXPECT_TRUE(budi.listener.heard.empty());
    ani_there.reset();
    settle();
    EXPECT_EQ(budi.listener.heard, (Told{removed(1)}));
    EXPECT_EQ(one.hub.listUsers(kRoom).size(), 1U);
    EXPECT_EQ(one.hub.figures(kRoom)->subscriptions, 1U);
}

TEST_F(CircleTest, WhoComesLaterKnowsEverything) {
    auto& one = start("one");
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    Connection const reader(one, {2, 2}, "cache-news");
    one.hub.publish("cache-news", {"e", "last"});
    one.hub.signIn("7");
    ASSERT_TRUE(one.hub.connect());
    auto& two = start("two");
    EXPECT_TRUE(two.circle.isComplete());
    EXPECT_EQ(two.hub.listUsers(kRoom), one.hub.listUsers(kRoom));
    EXPECT_EQ(two.hub.figures("cache-news")->subscriptions, 1U);
    EXPECT_EQ(two.hub.connections(), 1U);
    EXPECT_TRUE(two.hub.isOnline("7"));
    Connection const late(two, {3, 3}, "cache-news");
    EXPECT_EQ(late.last_event, *published("cache-news", "e", "last"));
}

TEST_F(CircleTest, ChannelsThatNobodyIsInAreForgottenEverywhere) {
    auto& one = start("one");
    auto& two = start("two");
    {
        Connection const here(one, {1, 1}, "news");
        settle();
        EXPECT_EQ(two.hub.listChannels("").size(), 1U);
    }
    settle();
    EXPECT_TRUE(two.hub.listChannels("").empty());
}

TEST_F(CircleTest, AUserIsOnlineUntilHisLastConnectionAnywhereEnds) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const watcher(two, {2, 2}, watchChannel("7"));
    one.hub.signIn("7");
    settle();
    two.hub.signIn("7");
    one.hub.signOut("7");
    settle();
    EXPECT_EQ(watcher.listener.heard, (Told{*watched("online", {"7"})}));
    EXPECT_TRUE(one.hub.isOnline("7"));
    two.hub.signOut("7");
    settle();
    EXPECT_FALSE(one.hub.isOnline("7"));
    EXPECT_EQ(watcher.listener.heard.back(), *watched("offline", {"7"}));
}

TEST_F(CircleTest, LimitsCountEverybody) {
    App app;
    app.connections_max = 1;
    app.members_max = 1;
    auto& one = start("one", app);
    auto& two = start("two", app);
    ASSERT_TRUE(one.hub.connect());
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    EXPECT_FALSE(two.hub.connect());
    auto const budi = readMember(kBudi);
    EXPECT_FALSE(two.hub.join(kRoom, 0, {2, 2}, &*budi));
    one.hub.disconnect();
    pass(Ms(2'000));
    EXPECT_TRUE(two.hub.connect());
}

TEST_F(CircleTest, WhoIsAskedToAnnounceHasTheOthersDoItToo) {
    auto& one = start("one");
    auto& two = start("two");
    one.circle.askToAnnounce();
    settle();
    EXPECT_EQ(one.announced, 0);
    EXPECT_EQ(two.announced, 1);
}

}  // namespace
}  // namespace antrean::realtime
