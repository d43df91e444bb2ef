#include "lab/LocalTime.hpp"

#include <gtest/gtest.h>

namespace antrean::lab {
namespace {

TEST(LocalTime, GoesOnByDaysOfTheCalendar) {
    EXPECT_EQ(daysLater("2026-06-18 10:00:00", 3), "2026-06-21 10:00:00");
    EXPECT_EQ(daysLater("2026-12-31 23:59:59", 1), "2027-01-01 23:59:59");
    EXPECT_EQ(daysLater("2028-02-28 00:00:00", 365), "2029-02-27 00:00:00");
}

TEST(LocalTime, CountsSecondsToALaterTime) {
    EXPECT_EQ(secondsBetween("2026-06-18 10:00:00", "2026-06-21 10:00:00"), 259'200);
    EXPECT_EQ(secondsBetween("2026-06-18 23:59:59", "2026-06-19 00:00:01"), 2);
    EXPECT_EQ(secondsBetween("2026-06-18 10:00:00", "2026-06-19"), 50'400);
}

TEST(LocalTime, NeedsBothADateAndATime) {
    EXPECT_EQ(joined(std::nullopt, "08:00:00"), std::nullopt);
    EXPECT_EQ(joined("2026-06-11", std::nullopt), std::nullopt);
    EXPECT_EQ(joined("2026-06-11", ""), std::nullopt);
    EXPECT_EQ(joined("0000-00-00", "00:00:00"), std::nullopt);
    EXPECT_EQ(joined("2026-06-11", "08:34:26"), "2026-06-11 08:34:26");
    EXPECT_EQ(joined("2026-06-11 00:00:00", "08:34:26.500"), "2026-06-11 08:34:26");
}

}  // namespace
}  // namespace antrean::lab
