#include "validation/DateText.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

namespace antrean::validation {
namespace {

TEST(DateTextTest, TakesOnlyTextsThatFitAFormatExactly) {
    for (auto const* text :
         {"",
          "9:00",
          "24:00",
          "23:60",
          "10:00:00",
          "10:0",
          "10-00",
          " 10:00",
          "10:00 ",
          "+1:00",
          "ab:cd"})
        EXPECT_FALSE(readFormatted(text, "H:i")) << text;
    EXPECT_EQ(readFormatted("10:00", "H:i"), 36'000);
    for (auto const* text : {"2025-1-5", "2025-02-30", "2025-13-01", "0000-01-01", "25-01-01"})
        EXPECT_FALSE(readFormatted(text, "Y-m-d")) << text;
    EXPECT_EQ(readFormatted("2025-12-30", "Y-m-d"), 1'767'052'800);
    EXPECT_FALSE(readFormatted("10:00", ""));
}

TEST(DateTextTest, TriesEveryFormat) {
    EXPECT_EQ(readFormatted("10:00", "H:i|H:i:s"), 36'000);
    EXPECT_EQ(readFormatted("10:00:01", "H:i|H:i:s"), 36'001);
    EXPECT_FALSE(readFormatted("10:00:60", "H:i|H:i:s"));
    EXPECT_EQ(firstFormat("H:i|H:i:s"), "H:i");
    EXPECT_EQ(firstFormat("Y-m-d"), "Y-m-d");
}

TEST(DateTextTest, TakesNumbersThatReadLikeDates) {
    EXPECT_TRUE(isDate("2025-12-30"));
    EXPECT_TRUE(isDate(20251230));
    EXPECT_FALSE(isDate(2025));
    EXPECT_FALSE(isDate(true));
    EXPECT_FALSE(isDate(nullptr));
    EXPECT_FALSE(isDate(boost::json::array{"2025-12-30"}));
}

}  // namespace
}  // namespace antrean::validation
