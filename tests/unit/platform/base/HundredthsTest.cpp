#include "base/Hundredths.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace antrean {

TEST(HundredthsTest, RoundsHalfUp) {
    EXPECT_EQ(Hundredths::quotient(0, 7).count, 0);
    EXPECT_EQ(Hundredths::quotient(1, 3).count, 33);
    EXPECT_EQ(Hundredths::quotient(2, 3).count, 67);
    EXPECT_EQ(Hundredths::quotient(1, 8).count, 13);   // 0.125
    EXPECT_EQ(Hundredths::quotient(1, 200).count, 1);  // 0.005
    EXPECT_EQ(Hundredths::quotient(1, 201).count, 0);
    EXPECT_EQ(Hundredths::quotient(7, 7).count, 100);
}

TEST(HundredthsTest, APercentageOfNothingIsZero) {
    EXPECT_EQ(Hundredths::percentage(0, 0).count, 0);
    EXPECT_EQ(Hundredths::percentage(20, 24).count, 8'333);
    EXPECT_EQ(Hundredths::percentage(2, 3).count, 6'667);
    EXPECT_EQ(Hundredths::percentage(7, 10).count, 7'000);
    EXPECT_EQ(Hundredths::percentage(1'000'000'000'000, 3'000'000'000'000).count, 3'333);
}

TEST(HundredthsTest, SecondsBecomeMinutes) {
    EXPECT_EQ(Hundredths::minutes(4'260).count, 7'100);
    EXPECT_EQ(Hundredths::minutes(3'893).count, 6'488);
    EXPECT_EQ(Hundredths::averageMinutes(4'260 + 3'893, 2).count, 6'794);
    EXPECT_EQ(Hundredths::minutes(0).count, 0);
}

TEST(HundredthsTest, AWholeNumberHasNoFractionInJson) {
    EXPECT_EQ(Hundredths{7'000}.json(), boost::json::value(70));
    EXPECT_EQ(Hundredths{0}.json(), boost::json::value(0));
    EXPECT_EQ(Hundredths{3'333}.json(), boost::json::value(33.33));
    EXPECT_EQ(Hundredths{10}.json(), boost::json::value(0.1));
}

TEST(HundredthsTest, ATextHasTwoDecimals) {
    EXPECT_EQ(Hundredths{6'794}.text(), "67.94");
    EXPECT_EQ(Hundredths{7'000}.text(), "70.00");
    EXPECT_EQ(Hundredths{5}.text(), "0.05");
}

}  // namespace antrean
