#include "reminder/Turn.hpp"

#include <gtest/gtest.h>

namespace antrean::reminder {
namespace {

using std::chrono::seconds;

}  // namespace

TEST(TurnTest, TheTimeIsTheMiddleOfWhatThePatientsPageShows) {
    estimate::Estimate range;
    range.from_minutes = 25;
    range.to_minutes = 40;
    EXPECT_EQ(turnOf(3, range, seconds(0)).minutes, 33);
    EXPECT_EQ(turnOf(3, range, seconds(3'600)).minutes, 33);
    EXPECT_EQ(turnOf(3, range, seconds(0)).people_ahead, 3);
}

TEST(TurnTest, WithoutAnEstimateEachPatientTakesTenMinutes) {
    EXPECT_EQ(turnOf(0, std::nullopt, seconds(0)).minutes, 0);
    EXPECT_EQ(turnOf(3, std::nullopt, seconds(-5'000)).minutes, 30);
    EXPECT_EQ(turnOf(3, std::nullopt, seconds(61)).minutes, 32);
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
