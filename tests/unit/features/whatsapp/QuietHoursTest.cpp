#include "whatsapp/QuietHours.hpp"

#include <gtest/gtest.h>

namespace antrean::whatsapp {
namespace {

Zone const kJakarta = *Zone::find("Asia/Jakarta");

std::string firstAfter(QuietHours const& hours, std::string_view date, std::string_view time) {
    auto const moment = kJakarta.moment(hours.firstAfter(kJakarta.at(date, time), kJakarta));
    return moment.date + ' ' + moment.time;
}

}  // namespace

TEST(QuietHoursTest, AreOverInTheMorning) {
    QuietHours const night;
    EXPECT_EQ(firstAfter(night, "2026-11-23", "05:59:59"), "2026-11-23 06:00:00");
    EXPECT_EQ(firstAfter(night, "2026-11-23", "00:00:00"), "2026-11-23 06:00:00");
    EXPECT_EQ(firstAfter(night, "2026-11-30", "21:00:00"), "2026-12-01 06:00:00");
    EXPECT_EQ(firstAfter(night, "2026-12-31", "23:59:59"), "2027-01-01 06:00:00");
}

TEST(QuietHoursTest, DoNotHoldUpTheDay) {
    QuietHours const night;
    for (auto const* time : {"06:00:00", "12:30:00", "20:59:59"})
        EXPECT_EQ(firstAfter(night, "2026-11-23", time), "2026-11-23 " + std::string(time));
}

TEST(QuietHoursTest, MayBeWithinADay) {
    QuietHours const noon{"12:00:00", "13:00:00"};
    EXPECT_EQ(firstAfter(noon, "2026-11-23", "12:10:00"), "2026-11-23 13:00:00");
    EXPECT_EQ(firstAfter(noon, "2026-11-23", "11:59:59"), "2026-11-23 11:59:59");
    EXPECT_EQ(firstAfter(noon, "2026-11-23", "13:00:00"), "2026-11-23 13:00:00");
}

TEST(QuietHoursTest, MayBeNone) {
    QuietHours const none{"07:00:00", "07:00:00"};
    EXPECT_EQ(firstAfter(none, "2026-11-23", "07:00:00"), "2026-11-23 07:00:00");
    EXPECT_EQ(firstAfter(none, "2026-11-23", "03:00:00"), "2026-11-23 03:00:00");
}

TEST(QuietHoursTest, AreWrittenInHoursAndMinutes) {
    EXPECT_EQ(QuietHours::parse("06:00"), "06:00:00");
    EXPECT_EQ(QuietHours::parse("23:59"), "23:59:00");
    for (auto const* time : {"", "6:00", "24:00", "12:60", "12:5", "12-30", "ab:cd", "12:30:00"})
        EXPECT_EQ(QuietHours::parse(time), std::nullopt) << time;
}

}  // namespace antrean::whatsapp
