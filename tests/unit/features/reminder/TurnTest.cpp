#include "reminder/Turn.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace antrean::reminder {
namespace {

using std::chrono::seconds;

// Call times from the latest to the earliest, so many seconds apart.
std::vector<Instant> calls(std::vector<int> const& gaps_s) {
    Instant instant(std::chrono::hours(500'000));
    std::vector<Instant> list{instant};
    for (int const gap : gaps_s)
        list.push_back(instant -= seconds(gap));
    return list;
}

}  // namespace

TEST(TurnTest, ThePaceIsTheUsualOneUntilFourWereCalled) {
    EXPECT_EQ(secondsPerPatient({}), kUsualSecondsPerPatient);
    EXPECT_EQ(secondsPerPatient(calls({60, 60})), kUsualSecondsPerPatient);
    EXPECT_EQ(secondsPerPatient(calls({60, 60, 60})), 60);
}

TEST(TurnTest, ALongBreakDoesNotChangeThePace) {
    EXPECT_EQ(secondsPerPatient(calls({300, 3'600, 300, 310, 290})), 300);
}

TEST(TurnTest, NobodyIsServedInASecond) {
    EXPECT_EQ(secondsPerPatient(calls({0, 0, 0, 1})), 30);
}

TEST(TurnTest, CountsThePracticesBeginIn) {
    EXPECT_EQ(turnOf(0, 600, seconds(0)).minutes, 0);
    EXPECT_EQ(turnOf(3, 600, seconds(-5'000)).minutes, 30);
    EXPECT_EQ(turnOf(3, 600, seconds(61)).minutes, 32);
    EXPECT_EQ(turnOf(1, 90, seconds(0)).minutes, 2);
}

TEST(TurnTest, IsNearWhenFewAreAheadOrLittleTimeRemains) {
    Nearness const nearness{30, 2};
    EXPECT_TRUE(isNear(nearness, {2, 50}, seconds(0)));
    EXPECT_FALSE(isNear(nearness, {3, 31}, seconds(0)));
    EXPECT_TRUE(isNear(nearness, {3, 30}, seconds(0)));
    EXPECT_TRUE(isNear(nearness, {0, 0}, seconds(0)));
}

TEST(TurnTest, NobodysIsNearLongBeforeThePractice) {
    Nearness const nearness{30, 2};
    EXPECT_FALSE(isNear(nearness, {0, 60}, seconds(3'600)));
    EXPECT_TRUE(isNear(nearness, {0, 30}, seconds(1'800)));
}

TEST(TurnTest, EitherNumberMayBeSwitchedOff) {
    EXPECT_FALSE(isNear({0, 2}, {3, 0}, seconds(0)));
    EXPECT_TRUE(isNear({0, 0}, {0, 0}, seconds(0)));
    EXPECT_FALSE(isNear({0, -1}, {0, 0}, seconds(0)));
    EXPECT_TRUE(isNear({30, -1}, {0, 0}, seconds(0)));
}

TEST(TurnTest, LooksAtAsManyAsMayBeNear) {
    EXPECT_EQ(numberThatMayBeNear({0, 2}, 600), 3);
    EXPECT_EQ(numberThatMayBeNear({30, 2}, 600), 4);
    EXPECT_EQ(numberThatMayBeNear({30, -1}, 600), 4);
    EXPECT_EQ(numberThatMayBeNear({0, -1}, 600), 0);
    EXPECT_EQ(numberThatMayBeNear({1'000'000, 1'000'000}, 30), 200);
    EXPECT_EQ(
        numberThatMayBeNear({-9'000'000'000'000'000'000, -9'000'000'000'000'000'000}, 600), 0
    );
}

}  // namespace antrean::reminder
