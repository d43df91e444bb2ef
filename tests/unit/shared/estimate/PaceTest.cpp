#include "estimate/Pace.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace antrean::estimate {
namespace {

using Seconds = std::vector<std::int64_t>;

TEST(Pace, ThereIsNoneWithoutAnInterval) {
    EXPECT_FALSE(paceOf(Seconds()));
    EXPECT_FALSE(paceOf(std::vector<DayPace>()));
    EXPECT_FALSE(paceOf(std::vector<DayPace>{{1, 0, 0, 0, 0}}));
}

TEST(Pace, IsTheMeanBetweenTheOuterTenths) {
    auto const pace = paceOf(Seconds{500, 100, 300, 200, 400, 600, 700, 800, 900, 1000, 1100});
    ASSERT_TRUE(pace);
    EXPECT_EQ(pace->intervals, 11);
    EXPECT_DOUBLE_EQ(pace->mean_s, 600);
    EXPECT_DOUBLE_EQ(pace->low_s, 200);
    EXPECT_DOUBLE_EQ(pace->high_s, 1000);
}

TEST(Pace, QuantilesAreInterpolated) {
    auto const pace = paceOf(Seconds{100, 200});
    EXPECT_DOUBLE_EQ(pace->low_s, 110);
    EXPECT_DOUBLE_EQ(pace->high_s, 190);
}

TEST(Pace, TheMeanIsWithinTheRange) {
    Seconds intervals(20, 60);
    intervals.back() = 2'600;
    auto const pace = paceOf(intervals);
    EXPECT_DOUBLE_EQ(pace->mean_s, 187);
    EXPECT_DOUBLE_EQ(pace->high_s, 187);
}

TEST(Pace, DaysCountByTheirIntervals) {
    auto const pace = paceOf(std::vector<DayPace>{{1, 30, 300, 200, 400}, {1, 10, 700, 600, 800}});
    ASSERT_TRUE(pace);
    EXPECT_EQ(pace->intervals, 40);
    EXPECT_FALSE(pace->is_today);
    EXPECT_DOUBLE_EQ(pace->mean_s, 400);
    EXPECT_DOUBLE_EQ(pace->low_s, 300);
    EXPECT_DOUBLE_EQ(pace->high_s, 500);
}

TEST(Pace, FewIntervalsOfTodayGiveWayToRecentDays) {
    auto const today = [](std::size_t intervals) { return paceOf(Seconds(intervals, 60)); };
    auto const recent = paceOf(std::vector<DayPace>{{1, 30, 300, 200, 400}});
    EXPECT_FALSE(choosePace({}, {}));
    EXPECT_FALSE(choosePace(today(1), {}));
    EXPECT_TRUE(choosePace(today(2), {})->is_today);
    EXPECT_FALSE(choosePace({}, recent)->is_today);
    EXPECT_FALSE(choosePace(today(3), recent)->is_today);
    EXPECT_TRUE(choosePace(today(4), recent)->is_today);
}

}  // namespace
}  // namespace antrean::estimate
