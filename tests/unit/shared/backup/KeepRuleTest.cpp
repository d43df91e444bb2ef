#include "backup/KeepRule.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace antrean::backup {
namespace {

using Dates = std::vector<std::string>;

Dates keptDates(Dates const& dates, KeepRule const& rule) {
    auto const kept = keptOf(dates, rule);
    Dates list;
    for (std::size_t index = 0; index < dates.size(); ++index)
        if (kept[index])
            list.push_back(dates[index]);
    return list;
}

// One backup a day, newest first.
Dates everyDay(std::chrono::sys_days newest, int count) {
    Dates dates;
    for (int index = 0; index < count; ++index) {
        std::chrono::year_month_day const day(newest - std::chrono::days(index));
        dates.push_back(fmt::format(
            "{:04}-{:02}-{:02}",
            static_cast<int>(day.year()),
            static_cast<unsigned>(day.month()),
            static_cast<unsigned>(day.day())
        ));
    }
    return dates;
}

using namespace std::chrono_literals;

TEST(KeepRule, KeepsNothingOfNothing) {
    EXPECT_TRUE(keptOf({}, {}).empty());
}

TEST(KeepRule, KeepsTheNewestWhateverTheRule) {
    EXPECT_EQ(
        keptDates({"2026-11-30", "2026-11-29"}, {.days = 0, .weeks = 0, .months = 0}),
        Dates{"2026-11-30"}
    );
}

TEST(KeepRule, CountsDaysThatHaveABackup) {
    // The PC was off for half a year.
    EXPECT_EQ(
        keptDates({"2026-11-30", "2026-05-02", "2026-05-01"}, {.days = 3, .weeks = 0, .months = 0}),
        (Dates{"2026-11-30", "2026-05-02", "2026-05-01"})
    );
}

TEST(KeepRule, KeepsTheNewestOfADay) {
    auto const kept = keptOf({"2026-11-30", "2026-11-30", "2026-11-29"}, {.days = 2});
    EXPECT_EQ(kept, (std::vector<bool>{true, false, true}));
}

TEST(KeepRule, WeeksBeginOnMonday) {
    // 2026-11-30 is a Monday.
    EXPECT_EQ(
        keptDates(everyDay(2026y / 12 / 1, 10), {.days = 1, .weeks = 2, .months = 0}),
        (Dates{"2026-12-01", "2026-11-29"})
    );
}

TEST(KeepRule, WeeksAndMonthsGoAcrossTheYear) {
    EXPECT_EQ(
        keptDates(everyDay(2027y / 1 / 2, 40), {.days = 1, .weeks = 1, .months = 2}),
        (Dates{"2027-01-02", "2026-12-31"})
    );
}

TEST(KeepRule, AYearOfDailyBackupsIsFewFiles) {
    auto const kept = keptDates(everyDay(2026y / 11 / 30, 400), {});
    EXPECT_EQ(kept.size(), 14U + 5U + 11U);  // days, then weeks and months before them
    EXPECT_EQ(kept.front(), "2026-11-30");
    EXPECT_EQ(kept.back(), "2025-12-31");
}

// What is kept after each day's backup is what would be kept of all backups ever made.
TEST(KeepRule, RemovingEachDayLosesNothingThatWouldBeKept) {
    auto const all = everyDay(2026y / 11 / 30, 500);
    Dates stored;
    for (auto day = all.rbegin(); day != all.rend(); ++day) {
        stored.insert(stored.begin(), *day);
        stored = keptDates(stored, {.days = 5, .weeks = 4, .months = 6});
    }
    EXPECT_EQ(stored, keptDates(all, {.days = 5, .weeks = 4, .months = 6}));
}

}  // namespace
}  // namespace antrean::backup
