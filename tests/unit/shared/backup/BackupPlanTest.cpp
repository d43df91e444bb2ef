#include "backup/BackupPlan.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::backup {
namespace {

Zone const kJakarta = Zone::find("Asia/Jakarta").value();
Zone const kBerlin = Zone::find("Europe/Berlin").value();

Instant at(std::string const& date, std::string const& time, Zone const& zone = kJakarta) {
    return zone.at(date, time);
}

TEST(BackupPlan, IsOfTodayFromItsTimeOn) {
    auto const planned = at("2026-11-30", "02:00:00");
    EXPECT_EQ(plannedBefore(planned, "02:00:00", kJakarta), planned);
    EXPECT_EQ(plannedBefore(at("2026-11-30", "23:59:59"), "02:00:00", kJakarta), planned);
    EXPECT_EQ(
        plannedBefore(planned - std::chrono::seconds(1), "02:00:00", kJakarta),
        at("2026-11-29", "02:00:00")
    );
}

TEST(BackupPlan, TheNextOneIsLaterThanNow) {
    auto const planned = at("2026-11-30", "02:00:00");
    EXPECT_EQ(plannedAfter(planned - std::chrono::seconds(1), "02:00:00", kJakarta), planned);
    EXPECT_EQ(plannedAfter(planned, "02:00:00", kJakarta), at("2026-12-01", "02:00:00"));
}

TEST(BackupPlan, GoesAcrossMonthsAndYears) {
    EXPECT_EQ(
        plannedBefore(at("2027-01-01", "00:30:00"), "02:00:00", kJakarta),
        at("2026-12-31", "02:00:00")
    );
    EXPECT_EQ(
        plannedAfter(at("2028-02-28", "12:00:00"), "02:00:00", kJakarta),
        at("2028-02-29", "02:00:00")
    );
}

TEST(BackupPlan, ASkippedTimeIsThatOfTheSkip) {
    // The clocks go from 02:00 to 03:00 on 2026-03-29.
    auto const skip = at("2026-03-29", "03:00:00", kBerlin);
    EXPECT_EQ(plannedBefore(at("2026-03-29", "12:00:00", kBerlin), "02:30:00", kBerlin), skip);
    EXPECT_EQ(plannedAfter(at("2026-03-28", "12:00:00", kBerlin), "02:30:00", kBerlin), skip);
}

TEST(BackupPlan, ATimeThatComesTwiceIsPlannedOnce) {
    // The clocks go from 03:00 back to 02:00 on 2026-10-25.
    auto const first = at("2026-10-25", "02:30:00", kBerlin);
    auto const second = first + std::chrono::hours(1);
    EXPECT_EQ(plannedBefore(second, "02:30:00", kBerlin), first);
    EXPECT_EQ(plannedAfter(first, "02:30:00", kBerlin), at("2026-10-26", "02:30:00", kBerlin));
    EXPECT_EQ(plannedAfter(second, "02:30:00", kBerlin), at("2026-10-26", "02:30:00", kBerlin));
}

}  // namespace
}  // namespace antrean::backup
