#include "move/MoveProgress.hpp"

#include <gtest/gtest.h>

namespace antrean::move {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

MoveProgress::Time const kBegan{};

}  // namespace

TEST(MoveProgress, IsSilentUntilALineIsDue) {
    MoveProgress progress(100, 0, kBegan);
    progress.startTable("patients", 100, 0);
    progress.add(10);
    EXPECT_EQ(progress.dueLine(kBegan + milliseconds(1'999)), std::nullopt);
    EXPECT_NE(progress.dueLine(kBegan + seconds(2)), std::nullopt);
    EXPECT_EQ(progress.dueLine(kBegan + seconds(3)), std::nullopt);
}

TEST(MoveProgress, CountsTheRateWithoutTheRowsOfAnEarlierRun) {
    MoveProgress progress(1'500'000, 500'000, kBegan);
    progress.startTable("reservations", 1'000'000, 400'000);
    progress.add(100'000);
    EXPECT_EQ(
        progress.dueLine(kBegan + seconds(10)),
        "reservations: 500,000 of 1,000,000 rows, 10,000 rows/s, 1 min 30 s left"
    );
}

TEST(MoveProgress, WritesNumbersInGroups) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'000), "1,000");
    EXPECT_EQ(grouped(-1'234'567), "-1,234,567");
}

TEST(MoveProgress, WritesTimesInTheTwoGreatestUnits) {
    EXPECT_EQ(duration(seconds(59)), "59 s");
    EXPECT_EQ(duration(seconds(200)), "3 min 20 s");
    EXPECT_EQ(duration(seconds(7'500)), "2 h 5 min");
}

}  // namespace antrean::move
