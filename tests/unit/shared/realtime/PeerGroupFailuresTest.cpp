// Processes that are dead, frozen or cannot read; lost batches; and everything at once.
#include "unit/shared/realtime/Processes.hpp"

#include <atomic>
#include <cstdint>
#include <thread>

namespace antrean::realtime {
namespace {

TEST_F(PeerGroupTest, TheMembersOfADeadProcessLeaveAfterItsSilence) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    TestConnection const budi(two, {2, 2}, std::string(kRoom), kBudi);
    settle();
    kill(one);
    pass(Ms(2'500));
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 2U);
    pass(Ms(1'000));
    EXPECT_EQ(budi.listener.frames, (Frames{removed(1)}));
    EXPECT_FALSE(two.group.any());
    EXPECT_EQ(two.lost, 1);
}

TEST_F(PeerGroupTest, TheMembersOfAProcessThatEndsLeaveAtOnce) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    EXPECT_TRUE(two.hub.figures(kRoom));
    one.group.leave();
    settle();
    EXPECT_FALSE(two.hub.figures(kRoom));
    EXPECT_EQ(two.lost, 1);
}

TEST_F(PeerGroupTest, AProcessThatWasFrozenIsBackWithItsState) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    kill(one);
    pass(Ms(4'000));
    EXPECT_FALSE(two.hub.figures(kRoom));
    living.push_back(&one);
    pass(Ms(2'000));
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
    EXPECT_TRUE(one.group.any());
}

TEST_F(PeerGroupTest, ALostBatchIsAskedForAndNoMemberSeemsToLeave) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const budi(two, {2, 2}, std::string(kRoom), kBudi);
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    auto gone = std::make_unique<TestConnection>(one, SocketId{3, 3}, "news");
    settle();
    EXPECT_TRUE(two.hub.figures("news"));
    now += Ms(1'000);
    gone.reset();
    TestConnection const news(one, {4, 4}, "other");
    one.write(now);
    two.position = rows.size();  // the table was emptied
    pass(Ms(2'500));
    EXPECT_FALSE(two.hub.figures("news"));
    EXPECT_TRUE(two.hub.figures("other"));
    EXPECT_EQ(budi.listener.frames, (Frames{added(kAni)}));
}

TEST_F(PeerGroupTest, WhileTheTableIsAwayNoProcessCountsAsDead) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    now += std::chrono::minutes(1);
    two.read(now);
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
    settle();
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
}

TEST_F(PeerGroupTest, ABatchThatIsReadTwiceIsUsedOnce) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const there(two, {2, 2}, "news");
    one.hub.publish("news", {"e", "1"});
    settle();
    two.position = 0;
    two.read(now);
    settle();
    EXPECT_EQ(there.listener.frames.size(), 1U);
}

TEST_F(PeerGroupTest, MessagesThatDoNotFitAreDroppedAndTheStateIsRightAfterwards) {
    auto& one = start("one");
    auto& two = start("two");
    TestConnection const there(two, {2, 2}, "news");
    std::string const large(1'000'000, 'x');
    for (int count = 0; count < 20; ++count)
        one.hub.publish("news", {"e", large});
    TestConnection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    EXPECT_LT(there.listener.frames.size(), 20U);
    EXPECT_GT(there.listener.frames.size(), 0U);
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
}

// What I/O threads do while the bus carries their messages.
void comeAndGo(Process& process, std::uint32_t seed) {
    for (std::uint32_t round = 1; round <= 300; ++round) {
        auto const member = readMember(R"({"user_id":)" + std::to_string(round % 3) + "}");
        SocketId const id{seed, round};
        process.hub.connect();
        process.hub.join(kRoom, 0, id, &*member);
        process.hub.signIn(member->id);
        process.hub.publish("cache-news", {"e", std::to_string(round)});
        process.hub.relay("private-a", {"client-e", round, nullptr}, id);
        process.hub.signOut(member->id);
        process.hub.leave(kRoom, 0, member->id);
        process.hub.disconnect();
    }
}

TEST_F(PeerGroupTest, ThreadsMayDoEverythingAtOnce) {
    auto& one = start("one");
    auto& two = start("two");
    std::atomic<int> running{4};
    std::vector<std::thread> threads;
    for (std::uint32_t seed = 1; seed <= 4; ++seed)
        threads.emplace_back([&process = seed % 2 == 0 ? one : two, &running, seed] {
            comeAndGo(process, seed);
            --running;
        });
    while (running > 0)
        settle();
    for (auto& thread : threads)
        thread.join();
    pass(Ms(2'000));
    for (auto* const process : living) {
        EXPECT_TRUE(process->hub.listChannels("").empty());
        EXPECT_FALSE(process->hub.isOnline("1"));
        EXPECT_EQ(process->hub.connections(), 0U);
    }
    EXPECT_EQ(one.hub.cached("cache-news")->data, "300");
}

TEST_F(PeerGroupTest, UnreadableMessagesAreIgnored) {
    auto& one = start("one");
    start("two");
    std::int64_t number = 0;
    for (auto const* const body : {
             "",
             "{}",
             "[1]",
             R"([{"app":"","do":"whole"}])",
             R"([{"app":"","do":"whole","members":{"presence-a":[1]},"online":[1],"kept":[1]}])",
             R"([{"app":"","do":"went","channel":"presence-a","user":"1"}])",
             R"([{"app":"","do":"offline","user":"1"}])",
             R"([{"app":"","do":"counts","connections":"x","subscriptions":{"a":-1,"b":"c"}}])",
             R"([{"app":"","do":"came","channel":"presence-a","member":"{}"}])",
             R"([{"app":"","do":"publish"},{"app":"","do":"client"},{"app":"","do":"dance"}])",
         })
        one.group.receive({"three", ++number, body, false}, now);
    EXPECT_TRUE(one.hub.listChannels("").empty());
}

}  // namespace
}  // namespace antrean::realtime
