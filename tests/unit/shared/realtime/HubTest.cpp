// The hub and two threads' shards, with the threads played by the test.
#include "harness/Listener.hpp"
#include "realtime/Hub.hpp"
#include "realtime/ServerMessage.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace antrean::realtime {
namespace {

class HubTest : public testing::Test {
protected:
    HubTest() : hub(App{}) { hub.start({mailboxes[0], mailboxes[1]}); }

    std::unique_ptr<Subscription> join(
        Listener& listener, std::size_t thread, std::string_view channel = "news"
    ) {
        auto const joined = hub.join(channel, thread, listener.id(), nullptr);
        auto subscription = std::make_unique<Subscription>(listener, joined->since);
        hub.shard(thread).add(channel, *subscription);
        return subscription;
    }
    void leave(Subscription& subscription, std::size_t thread) {
        hub.shard(thread).remove(subscription);
        hub.leave("news", thread, {});
    }
    void runThreads() {
        for (auto& context : contexts) {
            context.restart();
            context.poll();
        }
    }
    std::string frame(std::string_view data) { return *published("news", "e", data); }

    boost::asio::io_context contexts[2];
    std::shared_ptr<http::Mailbox> mailboxes[2]{
        std::make_shared<http::Mailbox>(contexts[0]), std::make_shared<http::Mailbox>(contexts[1])};
    Hub hub;
    Listener one{{1, 1}};
    Listener two{{2, 2}};
};

TEST_F(HubTest, ASubscriberGetsTheEventsAfterItsSubscription) {
    auto const first = join(one, 0);
    hub.publish("news", {"e", "1"});
    auto const second = join(two, 1);
    auto const third = join(two, 0);
    hub.publish("news", {"e", "2"});
    runThreads();
    EXPECT_EQ(one.frames, (std::vector{frame("1"), frame("2")}));
    EXPECT_EQ(two.frames, (std::vector{frame("2"), frame("2")}));
    leave(*first, 0);
    leave(*second, 1);
    leave(*third, 0);
    EXPECT_FALSE(hub.figures("news"));
    EXPECT_TRUE(hub.shard(0).empty());
}

TEST_F(HubTest, ThePublisherDoesNotGetItsOwnEvent) {
    auto const first = join(one, 0);
    auto const second = join(two, 1);
    hub.publish("news", {"e", "1", one.id()});
    runThreads();
    EXPECT_TRUE(one.frames.empty());
    EXPECT_EQ(two.frames, (std::vector{frame("1")}));
    leave(*first, 0);
    leave(*second, 1);
}

TEST_F(HubTest, LeavingFromTheMiddleLosesNoOtherSubscriber) {
    std::vector<std::unique_ptr<Listener>> listeners;
    std::vector<std::unique_ptr<Subscription>> subscriptions;
    for (std::uint32_t index = 0; index < 10; ++index) {
        listeners.push_back(std::make_unique<Listener>(SocketId{index + 10, 1}));
        subscriptions.push_back(join(*listeners.back(), 0));
    }
    for (std::size_t const gone : {0U, 5U, 9U, 1U})
        leave(*subscriptions[gone], 0);
    hub.publish("news", {"e", "1"});
    runThreads();
    std::size_t count = 0;
    for (auto const& listener : listeners)
        count += listener->frames.size();
    EXPECT_EQ(count, 6U);
    EXPECT_EQ(hub.figures("news")->subscriptions, 6U);
    EXPECT_TRUE(listeners[5]->frames.empty());
    for (std::size_t const left : {2U, 3U, 4U, 6U, 7U, 8U})
        leave(*subscriptions[left], 0);
}

TEST_F(HubTest, ATokenBelongsToTheConnectionThatItAuthorized) {
    hub.shard(0).connect(one);
    hub.shard(1).connect(two);
    hub.authorize(two.id(), 17);
    hub.authorize({9, 9}, 18);
    runThreads();
    EXPECT_TRUE(one.tokens.empty());
    EXPECT_EQ(two.tokens, (std::vector<std::int64_t>{17}));

    hub.holdToken(17);
    hub.holdToken(17);
    hub.holdToken(5);
    EXPECT_EQ(hub.heldTokens(), (std::vector<std::int64_t>{5, 17}));
    hub.releaseToken(17);
    hub.releaseToken(5);
    EXPECT_EQ(hub.heldTokens(), (std::vector<std::int64_t>{17}));
    hub.endTokens({5, 17});
    runThreads();
    EXPECT_EQ(one.ended_tokens, (std::vector<std::int64_t>{5, 17}));
    EXPECT_EQ(two.ended_tokens, (std::vector<std::int64_t>{5, 17}));
    hub.shard(0).disconnect(one);
    hub.shard(1).disconnect(two);
}

TEST_F(HubTest, ALastingEventIsKeptForLaterSubscribers) {
    hub.publish("news", {"e", "1", std::nullopt, true});
    hub.publish("news", {"e", "2", std::nullopt, true});
    auto const joined = hub.join("news", 0, one.id(), nullptr);
    EXPECT_EQ(*joined->last_event, frame("2"));
    EXPECT_FALSE(hub.join("other", 0, one.id(), nullptr)->last_event);
}

TEST_F(HubTest, AFullPresenceChannelTakesNoNewMember) {
    App app;
    app.members_max = 1;
    Hub small(app);
    small.start({mailboxes[0]});
    auto const first = readMember(R"({"user_id":1})");
    auto const second = readMember(R"({"user_id":2})");
    EXPECT_TRUE(small.join("presence-a", 0, one.id(), &*first));
    EXPECT_FALSE(small.join("presence-a", 0, two.id(), &*second));
    EXPECT_TRUE(small.join("presence-a", 0, two.id(), &*first));
}

TEST_F(HubTest, IsFullForFurtherChannels) {
    for (std::size_t index = 0; index < Hub::kChannelsMax; ++index) {
        auto const name = "channel-" + std::to_string(index);
        EXPECT_FALSE(hub.isFullFor(name));
        hub.join(name, 0, one.id(), nullptr);
    }
    EXPECT_TRUE(hub.isFullFor("another"));
    EXPECT_FALSE(hub.isFullFor("channel-0")) << "it is there already";
    hub.leave("channel-0", 0, {});
    EXPECT_FALSE(hub.isFullFor("another"));
}

TEST_F(HubTest, IsFullForFurtherSubscriptions) {
    for (std::size_t index = 0; index < Hub::kSubscriptionsMax; ++index)
        hub.join("news", 0, one.id(), nullptr);
    EXPECT_TRUE(hub.isFullFor("news"));
    hub.leave("news", 0, {});
    EXPECT_FALSE(hub.isFullFor("news"));
}

}  // namespace
}  // namespace antrean::realtime
