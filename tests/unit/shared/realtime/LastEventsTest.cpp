#include "realtime/LastEvents.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::realtime {
namespace {

using std::chrono::seconds;

class LastEventsTest : public testing::Test {
protected:
    void keep(std::string_view channel, std::string_view data, LastEvents::Time until) {
        events.keep(channel, {"e", data}, nullptr, until, now);
    }
    std::string dataOf(std::string_view channel) const {
        auto const* const kept = events.find(channel, now);
        return kept == nullptr ? "none" : kept->data;
    }

    LastEvents::Time now{std::chrono::hours(1)};
    LastEvents events;
};

TEST_F(LastEventsTest, AnEventEndsWithItsTime) {
    keep("cache-a", "1", now + seconds(2));
    now += seconds(1);
    EXPECT_EQ(dataOf("cache-a"), "1");
    now += seconds(1);
    EXPECT_EQ(dataOf("cache-a"), "none");
}

TEST_F(LastEventsTest, TheNextEventOfAChannelReplacesTheLast) {
    keep("cache-a", "1", LastEvents::Time::max());
    keep("cache-b", "2", LastEvents::Time::max());
    keep("cache-a", "3", LastEvents::Time::max());
    EXPECT_EQ(dataOf("cache-a"), "3");
    EXPECT_EQ(dataOf("cache-b"), "2");
}

TEST_F(LastEventsTest, AFullListTakesANewChannelOnlyWhenAnotherHasEnded) {
    for (std::size_t count = 0; count + 1 < LastEvents::kEventsMax; ++count)
        keep("cache-" + std::to_string(count), "x", now + seconds(9));
    keep("cache-short", "x", now + seconds(2));
    keep("cache-new", "1", now + seconds(9));
    EXPECT_EQ(dataOf("cache-new"), "none");
    keep("cache-0", "2", now + seconds(9));
    EXPECT_EQ(dataOf("cache-0"), "2");
    now += seconds(2);
    keep("cache-new", "3", now + seconds(9));
    EXPECT_EQ(dataOf("cache-new"), "3");
    EXPECT_EQ(dataOf("cache-short"), "none");
}

TEST_F(LastEventsTest, AMissIsReportedOnceWithinATimeUnlessAnEventCameBetween) {
    EXPECT_TRUE(events.noteMiss("cache-a", now));
    EXPECT_FALSE(events.noteMiss("cache-a", now));
    EXPECT_TRUE(events.noteMiss("cache-b", now));
    keep("cache-a", "1", now);
    EXPECT_TRUE(events.noteMiss("cache-a", now));
    now += LastEvents::kMissReportedFor;
    EXPECT_TRUE(events.noteMiss("cache-a", now));
}

TEST_F(LastEventsTest, OnlyEventsWithAnEndThatFitAreListed) {
    keep("news", "lasting", LastEvents::Time::max());
    keep("cache-old", "old", now);
    keep("cache-large", std::string(100, 'x'), now + seconds(9));
    keep("cache-a", "1", now + seconds(9));
    auto const list = events.list(50, now);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].channel, "cache-a");
    EXPECT_EQ(list[0].data, "1");
    EXPECT_EQ(list[0].ttl, seconds(9));
}

}  // namespace
}  // namespace antrean::realtime
