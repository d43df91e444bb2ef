#include "realtime/OnlineUsers.hpp"

#include <gtest/gtest.h>

namespace antrean::realtime {
namespace {

TEST(OnlineUsers, AUserIsOnlineUntilTheLastConnectionHereSignsOut) {
    OnlineUsers users;
    auto const first = users.signIn("7");
    EXPECT_TRUE(first.is_of_process && first.is_of_all);
    auto const second = users.signIn("7");
    EXPECT_FALSE(second.is_of_process || second.is_of_all);
    auto const not_last = users.signOut("7");
    EXPECT_FALSE(not_last.is_of_process || not_last.is_of_all);
    EXPECT_TRUE(users.isOnline("7"));
    auto const last = users.signOut("7");
    EXPECT_TRUE(last.is_of_process && last.is_of_all);
    EXPECT_FALSE(users.isOnline("7"));
}

TEST(OnlineUsers, AUserOfAnotherProcessStaysOnline) {
    OnlineUsers users;
    EXPECT_TRUE(users.signInElsewhere("7"));
    EXPECT_FALSE(users.signInElsewhere("7")) << "a third process";
    auto const here = users.signIn("7");
    EXPECT_TRUE(here.is_of_process);
    EXPECT_FALSE(here.is_of_all);
    EXPECT_FALSE(users.signOutElsewhere("7"));
    auto const gone = users.signOut("7");
    EXPECT_TRUE(gone.is_of_process);
    EXPECT_FALSE(gone.is_of_all);
    EXPECT_TRUE(users.signOutElsewhere("7"));
    EXPECT_FALSE(users.isOnline("7"));
}

TEST(OnlineUsers, ListsThoseOfThisProcessOnly) {
    OnlineUsers users;
    users.signInElsewhere("far");
    users.signIn("near");
    EXPECT_EQ(users.listHere(), (std::set<std::string, std::less<>>{"near"}));
}

}  // namespace
}  // namespace antrean::realtime
