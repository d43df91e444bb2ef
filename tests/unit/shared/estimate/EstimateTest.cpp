#include "estimate/Estimate.hpp"
#include "estimate/PolyDay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace antrean::estimate {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant kNow{std::chrono::hours(24 * 365)};
// Five minutes each, from four to six.
constexpr Pace kRegular{.intervals = 20, .mean_s = 300, .low_s = 240, .high_s = 360};
constexpr Pace kRecent{
    .intervals = 20, .mean_s = 300, .low_s = 240, .high_s = 360, .is_today = false};

using Range = std::pair<std::int64_t, std::int64_t>;

Range rangeOf(Pace const& pace, Situation const& situation) {
    auto const estimate = estimateOf(pace, situation);
    return estimate ? Range(estimate->from_minutes, estimate->to_minutes) : Range(-1, -1);
}
Situation ahead(std::int64_t people) {
    return {.people_ahead = people, .now = kNow, .last_call = kNow};
}

TEST(WaitEstimate, ThereIsNoneWithoutAPace) {
    EXPECT_FALSE(estimateOf(Pace{}, ahead(1)));
}

TEST(WaitEstimate, ThereIsNoneForHalfADayAhead) {
    EXPECT_TRUE(estimateOf(kRegular, ahead(100)));
    EXPECT_FALSE(estimateOf(kRegular, ahead(150)));
    EXPECT_FALSE(estimateOf(kRegular, ahead(std::numeric_limits<std::int64_t>::max())));
}

TEST(WaitEstimate, TheNextPatientWaitsForOneInterval) {
    EXPECT_EQ(rangeOf(kRegular, ahead(0)), Range(3, 7));
}

TEST(WaitEstimate, EachPatientAheadTakesAnInterval) {
    // 4 intervals: 20 minutes, and to either side 60 s times the root of 4.8.
    EXPECT_EQ(rangeOf(kRegular, ahead(3)), Range(17, 25));
}

TEST(WaitEstimate, BeyondTwentyMinutesItIsExactToFive) {
    // 10 intervals: 50 minutes, and 60 s times the root of 15.
    EXPECT_EQ(rangeOf(kRegular, ahead(9)), Range(45, 55));
}

TEST(WaitEstimate, WhatHasPassedSinceTheLastCallIsOver) {
    auto situation = ahead(1);
    situation.last_call = kNow - minutes(4);
    EXPECT_EQ(rangeOf(kRegular, situation), Range(4, 8));
}

TEST(WaitEstimate, IsNeverNegative) {
    auto situation = ahead(0);
    situation.last_call = kNow - minutes(40);
    EXPECT_EQ(rangeOf(kRegular, situation), Range(0, 2));
    // A clock that was set back, and a count that cannot be.
    situation.last_call = kNow + minutes(40);
    EXPECT_EQ(rangeOf(kRegular, situation), Range(3, 7));
    situation.people_ahead = -5;
    EXPECT_EQ(rangeOf(kRegular, situation), Range(3, 7));
    // All were called at once.
    EXPECT_EQ(rangeOf(Pace{.intervals = 4}, ahead(3)), Range(0, 1));
}

TEST(WaitEstimate, BeforeTheSessionItCountsFromItsStart) {
    auto situation = ahead(0);
    situation.last_call = std::nullopt;
    situation.session_start = kNow + minutes(10);
    EXPECT_EQ(rangeOf(kRecent, situation), Range(10, 11));
    situation.people_ahead = 1;
    EXPECT_EQ(rangeOf(kRecent, situation), Range(13, 17));
    auto const estimate = estimateOf(kRecent, situation);
    EXPECT_EQ(estimate->from, kNow + minutes(13));
    EXPECT_EQ(estimate->to, kNow + minutes(17));
    // After the start, the time since then has passed.
    situation.session_start = kNow - minutes(2);
    EXPECT_EQ(rangeOf(kRecent, situation), Range(6, 10));
}

TEST(WaitEstimate, TimesOfDayAreWholeMinutes) {
    auto situation = ahead(0);
    situation.now = kNow + seconds(30);
    situation.last_call = situation.now;
    auto const estimate = estimateOf(kRegular, situation);
    EXPECT_EQ(estimate->from, kNow + minutes(3));
    EXPECT_EQ(estimate->to, kNow + minutes(8));
}

TEST(WaitEstimate, ConfidenceGrowsWithTheSamplesAndFallsWithTheirSpread) {
    auto const confidence = [](Pace const& pace) { return estimateOf(pace, ahead(2))->confidence; };
    auto pace = kRegular;
    EXPECT_EQ(confidence(pace), Confidence::high);
    pace.intervals = 7;
    EXPECT_EQ(confidence(pace), Confidence::medium);
    pace.intervals = 3;
    EXPECT_EQ(confidence(pace), Confidence::low);
    pace = kRegular;
    pace.high_s = 700;
    EXPECT_EQ(confidence(pace), Confidence::medium);
    pace.high_s = 900;
    EXPECT_EQ(confidence(pace), Confidence::low);
    pace = kRecent;
    EXPECT_EQ(confidence(pace), Confidence::medium);
    pace.intervals = 19;
    EXPECT_EQ(confidence(pace), Confidence::low);
}

// A morning: patients are there, and the nurse takes 2 to 10 minutes for each.
TEST(WaitEstimate, HoldsMostOfTheTime) {
    std::mt19937 random(7);  // NOLINT: the same days in each run
    std::uniform_int_distribution<int> length(120, 600);
    int estimates = 0;
    int right = 0;
    for (int day = 0; day < 50; ++day) {
        std::vector<Instant> calls;
        auto now = kNow;
        for (int call = 0; call < 60; ++call)
            calls.push_back(now += seconds(length(random)));
        PolyDay poly;
        for (std::size_t call = 0; call < calls.size(); ++call) {
            poly.addCall(static_cast<std::int64_t>(call), calls[call], kNow);
            auto const pace = choosePace(poly.pace(), {});
            for (std::size_t people = 0; pace && people < 20; people += 5) {
                auto const turn = call + people + 1;
                if (call < 4 || turn >= calls.size())
                    continue;
                auto const estimate = estimateOf(
                    *pace,
                    {.people_ahead = static_cast<std::int64_t>(people),
                     .now = calls[call],
                     .last_call = poly.lastCall()}
                );
                ++estimates;
                right += estimate->from <= calls[turn] && calls[turn] <= estimate->to ? 1 : 0;
            }
        }
    }
    auto const share = static_cast<double>(right) / estimates;
    EXPECT_GT(estimates, 5'000);
    EXPECT_GE(share, 0.75);
    EXPECT_LE(share, 0.97);
}

}  // namespace
}  // namespace antrean::estimate
