// What the processes of a group know of each other while nothing fails.
#include "unit/shared/realtime/Processes.hpp"

namespace antrean::realtime {
namespace {

TEST_F(PeerGroupTest, AProcessThatIsAloneWritesOnlyThatItExists) {
    auto& one = start("one");
    one.hub.publish("news", {"e", "1"});
    settle();
    EXPECT_EQ(rows.size(), 1U);
    EXPECT_FALSE(one.group.any());
    pass(Ms(2'000));
    EXPECT_EQ(rows.back().body, "[]");
}

TEST_F(PeerGroupTest, AnEventReachesTheSubscribersOfAllOnceAndInOrder) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const here(one, {1, 1}, "news");
    TestConnection const there(two, {2, 2}, "news");
    TestConnection const publisher(two, {3, 3}, "news");
    one.hub.publish("news", {"e", "1", SocketId{3, 3}});
    one.hub.publish("news", {"e", "2"});
    settle();
    Frames const both{*published("news", "e", "1"), *published("news", "e", "2")};
    EXPECT_EQ(here.listener.frames, both);
    EXPECT_EQ(there.listener.frames, both);
    EXPECT_EQ(publisher.listener.frames, (Frames{both[1]}));
}

TEST_F(PeerGroupTest, AClientEventReachesTheOthersEverywhereButNotItsSender) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const sender(one, {1, 1}, "private-a");
    TestConnection const there(two, {2, 2}, "private-a");
    one.hub.relay("private-a", {"client-e", {{"x", 1}}, 7}, {1, 1});
    settle();
    EXPECT_TRUE(sender.listener.frames.empty());
    EXPECT_EQ(
        there.listener.frames, (Frames{*clientEvent("private-a", "client-e", {{"x", 1}}, 7)})
    );
}

TEST_F(PeerGroupTest, AUserJoinsAndLeavesOnceHoweverManyProcessesHoldAConnection) {
    auto& one = start("one");
    auto& two = start("two");
    auto ani_here = std::make_unique<TestConnection>(one, SocketId{1, 1}, std::string(kRoom), kAni);
    settle();
    TestConnection const budi(two, {2, 2}, std::string(kRoom), kBudi);
    EXPECT_EQ(
        budi.roster,
        R"({"presence":{"count":2,"ids":[1,"b"],"hash":{"1":{"name":"Ani"},"b":null}}})"
    );
    auto ani_there =
        std::make_unique<TestConnection>(two, SocketId{3, 3}, std::string(kRoom), kAni);
    settle();
    EXPECT_EQ(ani_here->listener.frames, (Frames{added(kBudi)}));
    ani_here.reset();
    settle();
    EXPECT_TRUE(budi.listener.frames.empty());
    ani_there.reset();
    settle();
    EXPECT_EQ(budi.listener.frames, (Frames{removed(1)}));
    EXPECT_EQ(one.hub.listUsers(kRoom).size(), 1U);
    EXPECT_EQ(one.hub.figures(kRoom)->subscriptions, 1U);
}

TEST_F(PeerGroupTest, ANewProcessKnowsEverything) {
    auto& one = start("one");
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    TestConnection const reader(one, {2, 2}, "cache-news");
    one.hub.publish("cache-news", {"e", "last"});
    one.hub.signIn("7");
    ASSERT_TRUE(one.hub.connect());
    auto& two = start("two");
    EXPECT_TRUE(two.group.hasAllStates());
    EXPECT_EQ(two.hub.listUsers(kRoom), one.hub.listUsers(kRoom));
    EXPECT_EQ(two.hub.figures("cache-news")->subscriptions, 1U);
    EXPECT_EQ(two.hub.connections(), 1U);
    EXPECT_TRUE(two.hub.isOnline("7"));
    TestConnection const late(two, {3, 3}, "cache-news");
    EXPECT_EQ(late.last_event, *published("cache-news", "e", "last"));
}

TEST_F(PeerGroupTest, AVacantChannelIsRemovedInAllProcesses) {
    auto& one = start("one");
    auto& two = start("two");
    {
        TestConnection const here(one, {1, 1}, "news");
        settle();
        EXPECT_EQ(two.hub.listChannels("").size(), 1U);
    }
    settle();
    EXPECT_TRUE(two.hub.listChannels("").empty());
}

TEST_F(PeerGroupTest, AUserIsOnlineUntilTheLastConnectionInAnyProcessEnds) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const watcher(two, {2, 2}, watchlistChannel("7"));
    one.hub.signIn("7");
    settle();
    two.hub.signIn("7");
    one.hub.signOut("7");
    settle();
    EXPECT_EQ(watcher.listener.frames, (Frames{*watched("online", {"7"})}));
    EXPECT_TRUE(one.hub.isOnline("7"));
    two.hub.signOut("7");
    settle();
    EXPECT_FALSE(one.hub.isOnline("7"));
    EXPECT_EQ(watcher.listener.frames.back(), *watched("offline", {"7"}));
}

TEST_F(PeerGroupTest, LimitsCountAllProcesses) {
    App app;
    app.connections_max = 1;
    app.members_max = 1;
    auto& one = start("one", app);
    auto& two = start("two", app);
    ASSERT_TRUE(one.hub.connect());
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    EXPECT_FALSE(two.hub.connect());
    auto const budi = readMember(kBudi);
    EXPECT_FALSE(two.hub.join(kRoom, 0, {2, 2}, &*budi));
    one.hub.disconnect();
    pass(Ms(2'000));
    EXPECT_TRUE(two.hub.connect());
}

TEST_F(PeerGroupTest, ARequestForAnnouncementsReachesTheOtherProcesses) {
    auto& one = start("one");
    auto& two = start("two");
    one.group.requestAnnouncements();
    settle();
    EXPECT_EQ(one.announced, 0);
    EXPECT_EQ(two.announced, 1);
}

}  // namespace
}  // namespace antrean::realtime
