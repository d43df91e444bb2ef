#include "clinic/Holidays.hpp"

#include <gtest/gtest.h>

#include <array>

namespace antrean::clinic {
namespace {

constexpr std::int64_t kAndi = 7;
constexpr std::int64_t kCitra = 9;

Holidays someHolidays() {
    return Holidays({
        {kAndi, "2026-12-21", "2026-12-26", "Cuti"},
        {std::nullopt, "2026-12-25", "2026-12-25", "Natal"},
        {kCitra, "2026-12-26", "2026-12-26", "Seminar"},
    });
}

std::string textOf(std::string const* reason) {
    return reason == nullptr ? "-" : *reason;
}

TEST(Holidays, NoneClosesNothing) {
    Holidays const none;
    EXPECT_FALSE(none.cover("2026-12-25"));
    EXPECT_FALSE(none.haveAnyFrom("2026-12-25"));
    EXPECT_EQ(textOf(none.reasonFor(kAndi, "2026-12-25")), "-");
    EXPECT_EQ(textOf(none.reasonForAll({}, "2026-12-25")), "-");
}

TEST(Holidays, HaveTheirFirstAndTheirLastDay) {
    auto const holidays = someHolidays();
    EXPECT_FALSE(holidays.cover("2026-12-20"));
    EXPECT_TRUE(holidays.cover("2026-12-21"));
    EXPECT_TRUE(holidays.cover("2026-12-26"));
    EXPECT_FALSE(holidays.cover("2026-12-27"));
    EXPECT_TRUE(holidays.haveAnyFrom("2026-12-26"));
    EXPECT_FALSE(holidays.haveAnyFrom("2026-12-27"));
}

TEST(Holidays, OfADoctorCloseNoOther) {
    auto const holidays = someHolidays();
    EXPECT_EQ(textOf(holidays.reasonFor(kAndi, "2026-12-21")), "Cuti");
    EXPECT_EQ(textOf(holidays.reasonFor(kCitra, "2026-12-21")), "-");
}

TEST(Holidays, OfTheClinicCloseAllAndComeFirst) {
    auto const holidays = someHolidays();
    EXPECT_EQ(textOf(holidays.reasonFor(kAndi, "2026-12-25")), "Natal");
    EXPECT_EQ(textOf(holidays.reasonFor(kCitra, "2026-12-25")), "Natal");
    EXPECT_EQ(textOf(holidays.reasonForAll({}, "2026-12-25")), "Natal");
}

TEST(Holidays, CloseADayWhenEveryDoctorIsAway) {
    auto const holidays = someHolidays();
    std::array const both{kCitra, kAndi};
    EXPECT_EQ(textOf(holidays.reasonForAll(both, "2026-12-24")), "-");
    EXPECT_EQ(textOf(holidays.reasonForAll(both, "2026-12-26")), "Seminar");
    EXPECT_EQ(textOf(holidays.reasonForAll({}, "2026-12-26")), "-");
}

}  // namespace
}  // namespace antrean::clinic
