#include "realtime/Presence.hpp"

#include <gtest/gtest.h>

namespace antrean::realtime {
namespace {

Member member(std::string_view channel_data) {
    return readMember(channel_data).value();
}

TEST(Presence, HasAUserOnceUntilHisLastConnectionLeaves) {
    Presence presence;
    auto const andi = member(R"({"user_id":7,"user_info":{"name":"Andi"}})");
    EXPECT_TRUE(presence.add(andi));
    EXPECT_FALSE(presence.add(andi));
    EXPECT_TRUE(presence.add(member(R"({"user_id":"b"})")));
    EXPECT_EQ(
        presence.roster(),
        R"({"presence":{"count":2,"ids":[7,"b"],"hash":{"7":{"name":"Andi"},"b":null}}})"
    );
    EXPECT_FALSE(presence.remove("7"));
    EXPECT_FALSE(presence.remove("nobody"));
    EXPECT_EQ(presence.remove("7"), boost::json::value(7));
    EXPECT_EQ(presence.roster(), R"({"presence":{"count":1,"ids":["b"],"hash":{"b":null}}})");
}

TEST(Presence, TellsUsersApartByTheTextOfTheirIds) {
    Presence presence;
    EXPECT_TRUE(presence.add(member(R"({"user_id":7})")));
    EXPECT_FALSE(presence.add(member(R"({"user_id":"7"})")));
    EXPECT_EQ(presence.size(), 1U);
    EXPECT_EQ(member(R"({"user_id":1.5})").id, "1.5");
}

TEST(Presence, AnEmptyRosterHasAnEmptyHash) {
    EXPECT_EQ(Presence().roster(), R"({"presence":{"count":0,"ids":[],"hash":{}}})");
}

}  // namespace
}  // namespace antrean::realtime
