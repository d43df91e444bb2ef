#include "delivery/BackOff.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace antrean::delivery {

using std::chrono::milliseconds;

TEST(BackOff, DoublesFromASecondToFiveMinutes) {
    EXPECT_EQ(pauseAfter(1, 0), milliseconds(1'000));
    EXPECT_EQ(pauseAfter(2, 0), milliseconds(2'000));
    EXPECT_EQ(pauseAfter(3, 0), milliseconds(4'000));
    EXPECT_EQ(pauseAfter(9, 0), milliseconds(256'000));
    EXPECT_EQ(pauseAfter(10, 0), milliseconds(300'000));
}

TEST(BackOff, StaysAtFiveMinutesHoweverOftenItFailed) {
    EXPECT_EQ(pauseAfter(1'000, 0), milliseconds(300'000));
    EXPECT_EQ(pauseAfter(std::numeric_limits<std::int64_t>::max(), 0), milliseconds(300'000));
}

TEST(BackOff, TakesNumbersThatMakeNoSense) {
    EXPECT_EQ(pauseAfter(0, 0), milliseconds(1'000));
    EXPECT_EQ(pauseAfter(-7, 0), milliseconds(1'000));
}

TEST(BackOff, ARandomPartTakesOffUpToHalf) {
    EXPECT_EQ(pauseAfter(1, 0.5), milliseconds(750));
    EXPECT_EQ(pauseAfter(1, 0.999), milliseconds(501));
    EXPECT_EQ(pauseAfter(10, 0.5), milliseconds(225'000));
}

}  // namespace antrean::delivery
