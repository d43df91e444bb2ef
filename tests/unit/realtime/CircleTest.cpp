// Processes that are one broadcaster: hubs joined by a table in memory, with time and outages
// played by the test.
#include "realtime/Circle.hpp"
#include "support/Listener.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace antrean::realtime {
namespace {

using Ms = std::chrono::milliseconds;
using Told = std::vector<std::string>;

constexpr Ms kSilenceMax{3'000};

std::vector<PeerBatch> rows;  // of the table

// One process with one I/O thread.
class Process {
public:
    Process(std::string name, Circle::Time now, App const& app = {})
        : mailbox(std::make_shared<http::Mailbox>(context)),
          hub(app),
          circle(std::move(name), kSilenceMax, {&hub}, {[] {}, [this] { ++announced; }}) {
        hub.start({mailbox});
        circle.enter(others(), now);
    }

    void write(Circle::Time now) {
        while (auto const* batch = circle.next(now)) {
            rows.push_back(*batch);
            circle.written();
        }
    }
    void read(Circle::Time now) {
        for (; position < rows.size(); ++position)
            circle.hear(rows[position], now);
        circle.caughtUp(now);
    }
    void runThread() {
        context.restart();
        context.poll();
    }

    boost::asio::io_context context;
    std::shared_ptr<http::Mailbox> mailbox;
    Hub hub;
    Circle circle;
    std::size_t position = rows.size();
    int announced = 0;

private:
    static std::map<std::string, std::int64_t> others() {
        std::map<std::string, std::int64_t> found;
        for (auto const& row : rows) {
            found[row.sender] = row.number;
            if (row.is_last)
                found.erase(row.sender);
        }
        return found;
    }
};

// A connection of a process, subscribed to one channel.
class Connection {
public:
    Connection(Process& process, SocketId id, std::string channel, std::string_view member = {})
        : listener(id),
          process_(process),
          channel_(std::move(channel)),
          member_(readMember(member)) {
        auto const joined =
            process.hub.join(channel_, 0, id, member_ ? &*member_ : nullptr).value();
        roster = joined.roster;
        last_event = joined.last_event ? *joined.last_event : std::string();
        subscription_ = std::make_unique<Shard::Subscription>(listener, joined.since);
        process.hub.shard(0).add(channel_, *subscription_);
    }
    ~Connection() {
        process_.hub.shard(0).remove(*subscription_);
        process_.hub.leave(channel_, 0, member_ ? member_->id : std::string());
    }

    Listener listener;
    std::string roster;
    std::string last_event;

private:
    Process& process_;
    std::string channel_;
    std::optional<Member> member_;
    std::unique_ptr<Shard::Subscription> subscription_;
};

class CircleTest : public testing::Test {
protected:
    CircleTest() { rows.clear(); }

    // Everything that was said reaches everybody.
    void settle() {
        for (int round = 0; round < 3; ++round) {
            for (auto* const process : living)
                process->write(now);
            for (auto* const process : living)
                process->read(now);
        }
        for (auto* const process : living)
            process->runThread();
    }
    Process& start(std::string name, App const& app = {}) {
        processes.push_back(std::make_unique<Process>(std::move(name), now, app));
        living.push_back(processes.back().get());
        settle();
        return *processes.back();
    }
    void kill(Process& process) { std::erase(living, &process); }
    void pass(Ms time) {
        for (Ms passed{0}; passed < time; passed += Ms(500)) {
            now += Ms(500);
            settle();
        }
    }

    Circle::Time now{std::chrono::hours(1)};
    std::vector<std::unique_ptr<Process>> processes;
    std::vector<Process*> living;
};

constexpr std::string_view kAni = R"({"user_id":1,"user_info":{"name":"Ani"}})";
constexpr std::string_view kBudi = R"({"user_id":"b"})";
constexpr std::string_view kRoom = "presence-a";

std::string added(std::string_view member) {
    return *memberAdded(kRoom, member);
}
std::string removed(boost::json::value const& user_id) {
    return *memberRemoved(kRoom, user_id);
}

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

TEST_F(CircleTest, TheMembersOfADeadProcessLeaveAfterItsSilence) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    Connection const budi(two, {2, 2}, std::string(kRoom), kBudi);
    settle();
    kill(one);
    pass(Ms(2'500));
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 2U);
    pass(Ms(1'000));
    EXPECT_EQ(budi.listener.heard, (Told{removed(1)}));
    EXPECT_FALSE(two.circle.any());
}

TEST_F(CircleTest, AProcessThatEndsTakesItsMembersAlongAtOnce) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    EXPECT_TRUE(two.hub.figures(kRoom));
    one.circle.leave();
    settle();
    EXPECT_FALSE(two.hub.figures(kRoom));
}

TEST_F(CircleTest, AProcessThatWasFrozenIsWholeAgain) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    kill(one);
    pass(Ms(4'000));
    EXPECT_FALSE(two.hub.figures(kRoom));
    living.push_back(&one);
    pass(Ms(2'000));
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
    EXPECT_TRUE(one.circle.any());
}

TEST_F(CircleTest, WhatWasLostIsAskedForAndNobodySeemsToLeave) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const budi(two, {2, 2}, std::string(kRoom), kBudi);
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    auto gone = std::make_unique<Connection>(one, SocketId{3, 3}, "news");
    settle();
    EXPECT_TRUE(two.hub.figures("news"));
    now += Ms(1'000);
    gone.reset();
    Connection const news(one, {4, 4}, "other");
    one.write(now);
    two.position = rows.size();  // the table was emptied
    pass(Ms(2'500));
    EXPECT_FALSE(two.hub.figures("news"));
    EXPECT_TRUE(two.hub.figures("other"));
    EXPECT_EQ(budi.listener.heard, (Told{added(kAni)}));
}

TEST_F(CircleTest, WhileTheTableIsAwayNobodyIsTakenForDead) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    now += std::chrono::minutes(1);
    two.read(now);
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
    settle();
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
}

TEST_F(CircleTest, WhatIsReadTwiceIsHeardOnce) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const there(two, {2, 2}, "news");
    one.hub.publish("news", {"e", "1"});
    settle();
    two.position = 0;
    two.read(now);
    settle();
    EXPECT_EQ(there.listener.heard.size(), 1U);
}

TEST_F(CircleTest, WhatDoesNotFitIsDroppedAndTheRestIsRightAgain) {
    auto& one = start("one");
    auto& two = start("two");
    Connection const there(two, {2, 2}, "news");
    std::string const large(1'000'000, 'x');
    for (int count = 0; count < 20; ++count)
        one.hub.publish("news", {"e", large});
    Connection const ani(one, {1, 1}, std::string(kRoom), kAni);
    settle();
    EXPECT_LT(there.listener.heard.size(), 20U);
    EXPECT_GT(there.listener.heard.size(), 0U);
    EXPECT_EQ(two.hub.listUsers(kRoom).size(), 1U);
}

TEST_F(CircleTest, WhoIsAskedToAnnounceHasTheOthersDoItToo) {
    auto& one = start("one");
    auto& two = start("two");
    one.circle.askToAnnounce();
    settle();
    EXPECT_EQ(one.announced, 0);
    EXPECT_EQ(two.announced, 1);
}

TEST_F(CircleTest, NonsenseIsPassedOver) {
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
        one.circle.hear({"three", ++number, body, false}, now);
    EXPECT_TRUE(one.hub.listChannels("").empty());
}

}  // namespace
}  // namespace antrean::realtime
