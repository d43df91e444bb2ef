#include "realtime/PresenceChannel.hpp"

#include <gtest/gtest.h>

namespace antrean::realtime {
namespace {

Member member(std::string_view channel_data) {
    return readMember(channel_data).value();
}

TEST(PresenceChannel, AUserIsAMemberUntilTheLastConnectionLeaves) {
    PresenceChannel presence;
    auto const andi = member(R"({"user_id":7,"user_info":{"name":"Andi"}})");
    auto const first = presence.join(andi);
    EXPECT_TRUE(first.is_new && first.is_first_here);
    auto const second = presence.join(andi);
    EXPECT_FALSE(second.is_new || second.is_first_here);
    EXPECT_TRUE(presence.join(member(R"({"user_id":"b"})")).is_new);
    EXPECT_EQ(
        presence.roster(),
        R"({"presence":{"count":2,"ids":[7,"b"],"hash":{"7":{"name":"Andi"},"b":null}}})"
    );
    auto const not_last = presence.leave("7");
    EXPECT_FALSE(not_last.was_last_here);
    EXPECT_FALSE(not_last.removed);
    auto const last = presence.leave("7");
    EXPECT_TRUE(last.was_last_here);
    EXPECT_EQ(last.removed, boost::json::value(7));
    EXPECT_EQ(presence.roster(), R"({"presence":{"count":1,"ids":["b"],"hash":{"b":null}}})");
}

TEST(PresenceChannel, AMemberOfAnotherProcessStays) {
    PresenceChannel presence;
    auto const andi = member(R"({"user_id":7})");
    EXPECT_TRUE(presence.joinElsewhere(andi));
    EXPECT_FALSE(presence.joinElsewhere(andi)) << "a third process";
    EXPECT_TRUE(presence.membersHere().empty());
    auto const here = presence.join(andi);
    EXPECT_FALSE(here.is_new);
    EXPECT_TRUE(here.is_first_here);
    EXPECT_EQ(presence.membersHere().size(), 1U);
    EXPECT_FALSE(presence.leaveElsewhere("7"));
    auto const left = presence.leave("7");
    EXPECT_TRUE(left.was_last_here);
    EXPECT_FALSE(left.removed);
    EXPECT_EQ(presence.leaveElsewhere("7"), boost::json::value(7));
    EXPECT_FALSE(presence.has("7"));
}

TEST(PresenceChannel, TheTextOfAnIdTellsUsersApart) {
    PresenceChannel presence;
    EXPECT_TRUE(presence.join(member(R"({"user_id":7})")).is_new);
    EXPECT_FALSE(presence.join(member(R"({"user_id":"7"})")).is_new);
    EXPECT_EQ(presence.size(), 1U);
    EXPECT_EQ(member(R"({"user_id":1.5})").id, "1.5");
}

TEST(PresenceChannel, AnEmptyRosterHasAnEmptyHash) {
    EXPECT_EQ(PresenceChannel().roster(), R"({"presence":{"count":0,"ids":[],"hash":{}}})");
}

}  // namespace
}  // namespace antrean::realtime
