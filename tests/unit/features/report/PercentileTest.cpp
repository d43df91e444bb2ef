#include "report/Percentile.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace antrean::report {
namespace {

std::optional<Hundredths> of(std::vector<std::int64_t> const& waits_s, int percent) {
    return percentileMinutes(waits_s, percent);
}

}  // namespace

TEST(PercentileTest, NobodyHasNone) {
    EXPECT_EQ(of({}, 50), std::nullopt);
}

TEST(PercentileTest, OneWaitIsAllOfThem) {
    for (int const percent : {0, 50, 90, 100})
        EXPECT_EQ(of({120}, percent)->count, 200);
}

TEST(PercentileTest, LiesOnTheLineBetweenTwoWaits) {
    EXPECT_EQ(of({60, 120}, 50)->count, 150);
    EXPECT_EQ(of({60, 120}, 90)->count, 190);
    EXPECT_EQ(of({60, 120, 600}, 50)->count, 200);
    EXPECT_EQ(of({60, 120, 600}, 90)->count, 840);
    EXPECT_EQ(of({0, 1}, 50)->count, 1);  // half a second: 0.0083 minutes
}

TEST(PercentileTest, EndsAreTheShortestAndTheLongest) {
    EXPECT_EQ(of({60, 120, 600}, 0)->count, 100);
    EXPECT_EQ(of({60, 120, 600}, 100)->count, 1'000);
}

}  // namespace antrean::report
