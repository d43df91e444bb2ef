#include "estimate/PolyDay.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>

namespace antrean::estimate {
namespace {

Instant at(std::int64_t minute) {
    return Instant(std::chrono::hours(24 * 365) + std::chrono::minutes(minute));
}

TEST(PolyDay, HasNoPaceBeforeTheSecondCall) {
    PolyDay day;
    EXPECT_FALSE(day.pace());
    EXPECT_FALSE(day.lastCall());
    day.addCall(1, at(10), at(0));
    EXPECT_FALSE(day.pace());
    EXPECT_EQ(day.lastCall(), at(10));
}

TEST(PolyDay, IntervalsAreFromCallToCall) {
    PolyDay day;
    day.addCall(1, at(10), at(0));
    day.addCall(2, at(16), at(0));
    day.addCall(3, at(20), at(5));
    EXPECT_EQ(day.pace()->intervals, 2);
    EXPECT_DOUBLE_EQ(day.pace()->mean_s, 300);
}

TEST(PolyDay, AGapWithoutAnyoneToCallIsNoInterval) {
    PolyDay day;
    day.addCall(1, at(10), at(0));
    day.addCall(2, at(40), at(39));  // came long after the first call
    day.addCall(3, at(45), at(40));
    EXPECT_EQ(day.pace()->intervals, 1);
    EXPECT_DOUBLE_EQ(day.pace()->mean_s, 300);
}

TEST(PolyDay, ABreakIsNoInterval) {
    PolyDay day;
    day.addCall(1, at(10), at(0));
    day.addCall(2, at(56), at(0));
    EXPECT_FALSE(day.pace());
    day.addCall(3, at(101), at(0));
    EXPECT_EQ(day.pace()->intervals, 1);
}

TEST(PolyDay, AClockThatWasSetBackMakesNoInterval) {
    PolyDay day;
    day.addCall(1, at(10), at(0));
    day.addCall(2, at(5), at(0));
    EXPECT_FALSE(day.pace());
}

TEST(PolyDay, ACallThatIsTakenBackDoesNotCount) {
    PolyDay day;
    day.addCall(1, at(10), at(0));
    day.addCall(2, at(11), at(0));
    day.removeCall(2);
    day.removeCall(7);
    EXPECT_EQ(day.lastCall(), at(10));
    day.addCall(2, at(16), at(0));
    EXPECT_EQ(day.pace()->intervals, 1);
    EXPECT_DOUBLE_EQ(day.pace()->mean_s, 360);
}

TEST(PolyDay, TheLastIntervalsAreThePaceAndAllOfThemThatOfTheDay) {
    PolyDay day;
    std::int64_t minute = 0;
    for (std::int64_t visit = 0; visit <= 60; ++visit) {
        day.addCall(visit, at(minute), at(-10));
        minute += visit < 30 ? 10 : 4;
    }
    EXPECT_DOUBLE_EQ(day.pace()->mean_s, 240);
    EXPECT_EQ(day.pace()->intervals, 20);
    EXPECT_DOUBLE_EQ(day.paceOfDay()->mean_s, 420);
    EXPECT_EQ(day.paceOfDay()->intervals, 60);
}

TEST(PolyDay, HasALimit) {
    PolyDay day;
    for (std::int64_t visit = 0; visit < 5'000; ++visit)
        day.addCall(visit, at(visit), at(-1));
    EXPECT_EQ(day.paceOfDay()->intervals, 999);
}

}  // namespace
}  // namespace antrean::estimate
