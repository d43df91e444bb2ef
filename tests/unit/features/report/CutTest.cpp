// Days of the clinic and days of UTC.
#include "report/Activity.hpp"

#include <gtest/gtest.h>

namespace antrean::report {
namespace {

using figures::UtcDays;

Instants of(
    std::string const& zone,
    std::optional<std::string> const& date_from,
    std::optional<std::string> const& date_to
) {
    Filter filter;
    filter.date_from = date_from;
    filter.date_to = date_to;
    return instantsOf(filter, Zone::find(zone).value());
}

}  // namespace

TEST(CutTest, WithoutDatesAllDaysAreWhole) {
    EXPECT_EQ(of("Asia/Jakarta", {}, {}), Instants{});
    EXPECT_EQ(cut({}), Cut{.days = UtcDays{}});
}

TEST(CutTest, ADayOfTheClinicIsPartsOfTwoDays) {
    auto const day = of("Asia/Jakarta", "2026-01-10", "2026-01-10");
    EXPECT_EQ(day, (Instants{"2026-01-09 17:00:00", "2026-01-10 16:59:59"}));
    Cut const expected{
        .before = Instants{"2026-01-09 17:00:00", "2026-01-09 23:59:59"},
        .days = UtcDays{.date_after = "2026-01-09", .date_before = "2026-01-10"},
        .after = Instants{"2026-01-10 00:00:00", "2026-01-10 16:59:59"},
    };
    EXPECT_EQ(cut(day), expected);
}

TEST(CutTest, AMonthHasWholeDaysInTheMiddle) {
    Cut const expected{
        .before = Instants{"2025-12-31 17:00:00", "2025-12-31 23:59:59"},
        .days = UtcDays{.date_after = "2025-12-31", .date_before = "2026-01-31"},
        .after = Instants{"2026-01-31 00:00:00", "2026-01-31 16:59:59"},
    };
    EXPECT_EQ(cut(of("Asia/Jakarta", "2026-01-01", "2026-01-31")), expected);
}

TEST(CutTest, InUtcAllDaysAreWhole) {
    Cut const expected{.days = UtcDays{.date_from = "2026-01-01", .date_to = "2026-01-31"}};
    EXPECT_EQ(cut(of("UTC", "2026-01-01", "2026-01-31")), expected);
}

TEST(CutTest, OneEndMayBeOpen) {
    Cut const since{
        .before = Instants{"2025-12-31 17:00:00", "2025-12-31 23:59:59"},
        .days = UtcDays{.date_after = "2025-12-31"},
    };
    EXPECT_EQ(cut(of("Asia/Jakarta", "2026-01-01", {})), since);
    Cut const until{
        .days = UtcDays{.date_before = "2026-01-31"},
        .after = Instants{"2026-01-31 00:00:00", "2026-01-31 16:59:59"},
    };
    EXPECT_EQ(cut(of("Asia/Jakarta", {}, "2026-01-31")), until);
}

TEST(CutTest, DaysThatEndBeforeTheyBeginAreOneEmptyPart) {
    auto const backwards = of("Asia/Jakarta", "2026-01-11", "2026-01-10");
    EXPECT_EQ(backwards, (Instants{"2026-01-10 17:00:00", "2026-01-10 16:59:59"}));
    EXPECT_EQ(cut(backwards), Cut{.after = backwards});
}

TEST(CutTest, TheCalendarHasEnds) {
    EXPECT_EQ(
        of("Asia/Jakarta", "0001-01-01", "9999-12-31"),
        (Instants{"0001-01-01 00:00:00", "9999-12-31 16:59:59"})
    );
    EXPECT_EQ(of("America/Santiago", "0001-01-01", "9999-12-31").last, "9999-12-31 23:59:59");
}

}  // namespace antrean::report
