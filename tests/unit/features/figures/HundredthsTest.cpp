#include "figures/Hundredths.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace antrean::figures {

TEST(HundredthsTest, RoundsHalfUp) {
    EXPECT_EQ(quotient(0, 7).count, 0);
    EXPECT_EQ(quotient(1, 3).count, 33);
    EXPECT_EQ(quotient(2, 3).count, 67);
    EXPECT_EQ(quotient(1, 8).count, 13);   // 0.125
    EXPECT_EQ(quotient(1, 200).count, 1);  // 0.005
    EXPECT_EQ(quotient(1, 201).count, 0);
    EXPECT_EQ(quotient(7, 7).count, 100);
}

TEST(HundredthsTest, APercentageOfNothingIsZero) {
    EXPECT_EQ(percentage(0, 0).count, 0);
    EXPECT_EQ(percentage(20, 24).count, 8'333);
    EXPECT_EQ(percentage(2, 3).count, 6'667);
    EXPECT_EQ(percentage(7, 10).count, 7'000);
    EXPECT_EQ(percentage(1'000'000'000'000, 3'000'000'000'000).count, 3'333);
}

TEST(HundredthsTest, SecondsBecomeMinutes) {
    EXPECT_EQ(minutes(4'260).count, 7'100);
    EXPECT_EQ(minutes(3'893).count, 6'488);
    EXPECT_EQ(averageMinutes(4'260 + 3'893, 2).count, 6'794);
    EXPECT_EQ(minutes(0).count, 0);
}

TEST(HundredthsTest, AWholeNumberHasNoFractionInJson) {
    EXPECT_EQ(jsonNumber({7'000}), boost::json::value(70));
    EXPECT_EQ(jsonNumber({0}), boost::json::value(0));
    EXPECT_EQ(jsonNumber({3'333}), boost::json::value(33.33));
    EXPECT_EQ(jsonNumber({10}), boost::json::value(0.1));
}

TEST(HundredthsTest, ATextHasTwoDecimals) {
    EXPECT_EQ(text({6'794}), "67.94");
    EXPECT_EQ(text({7'000}), "70.00");
    EXPECT_EQ(text({5}), "0.05");
}

}  // namespace antrean::figures
