#include "base/PhpDate.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace antrean::phpdate {
namespace {

TEST(PhpDateTest, RefusesWhatNamesNoDayByItself) {
    for (auto const* text : {
             "",
             " ",
             "2025",
             "10:00",
             "tomorrow",
             "now",
             "Monday",
             "30 December",
             "January",
             "12/30",
             "2025-02-30",
             "2025-02-29",
             "2025-04-31",
             "2025-13-01",
             "2025-00-10",
             "2025-10-00",
             "2025-12-32",
             "0000-00-00",
             "0000-01-01",
             "30/12/2025",
             "13/12/2025",
             "12-30-2025",
             "31-02-2025",
             "00-12-2025",
             "20250230",
             "20251330",
             "2025-364",
             "2025.12.30",
             "2025-12-15month=12",
             "2025-12-30 25:00",
             "2025-12-30 10:60",
             "2025-12-30 10:00:61",
             "2025-12-30 10",
             "2025-12-30 13:00 pm",
             "2025-12-30 0:00 am",
             "2025-12-30 10:00 +25:00",
             "2025-12-30 10:00:00 foo",
             "2025- 12-30",
             "2025 12 30",
             "-2025-12-30",
             "12025-12-30",
             "123",
             "1767944579",
             "@",
             "@1.",
             "@x",
             "@9999999999999999999",
             "1 Januari 2025",
             "0 Feb 2025",
             "32 Feb 2025",
             "2025-12-30 +1 day",
             "2025-12-30T",
             "2025-12-30-",
             "2025-12-",
             "\xd9\xa2-12-30",
             "99999999999999999999-1-1",
             "2025-12-99999999999999999999",
         })
        EXPECT_FALSE(read(text)) << text;
}

struct Written {
    char const* text;
    char const* iso;
    std::int64_t instant_s;
};

TEST(PhpDateTest, ReadsTheFormsThatClientsWrite) {
    constexpr std::int64_t kMidnight = 1'767'052'800;  // 2025-12-30 00:00 UTC
    for (Written const& each : {
             Written{"2025-12-30", "2025-12-30", kMidnight},
             {" 2025-12-30\n", "2025-12-30", kMidnight},
             {"2025-1-5", "2025-01-05", 1'736'035'200},
             {"2025-12", "2025-12-01", 1'764'547'200},
             {"30-12-2025", "2025-12-30", kMidnight},
             {"30.12.2025", "2025-12-30", kMidnight},
             {"12/30/2025", "2025-12-30", kMidnight},
             {"12/30/25", "2025-12-30", kMidnight},
             {"2025/12/30", "2025-12-30", kMidnight},
             {"20251230", "2025-12-30", kMidnight},
             {"25-12-30", "2025-12-30", kMidnight},
             {"30 December 2025", "2025-12-30", kMidnight},
             {"30th dec 2025", "2025-12-30", kMidnight},
             {"30-Dec-2025", "2025-12-30", kMidnight},
             {"2025-Dec-30", "2025-12-30", kMidnight},
             {"December 30, 2025", "2025-12-30", kMidnight},
             {"Tue, 30 Dec 2025 10:00:00 +0000", "2025-12-30", kMidnight + 36'000},
             {"sept 2025", "2025-09-01", 1'756'684'800},
             {"2025 December", "2025-12-01", 1'764'547'200},
             {"2024-02-29", "2024-02-29", 1'709'164'800},
             {"2025-12-30 10:00", "2025-12-30", kMidnight + 36'000},
             {"2025-12-30T10:00:00Z", "2025-12-30", kMidnight + 36'000},
             {"2025-12-30T10:00:00.123456Z", "2025-12-30", kMidnight + 36'000},
             {"2025-12-30T23:00:00+07:00", "2025-12-30", kMidnight + 16 * 3'600},
             {"2025-12-30 10:00:00 -0730", "2025-12-30", kMidnight + 17 * 3'600 + 1'800},
             {"2025-12-30 10:00 PM", "2025-12-30", kMidnight + 22 * 3'600},
             {"2025-12-30 12 am", "2025-12-30", kMidnight},
             {"2025-12-30 24:00", "2025-12-30", kMidnight + 86'400},
             {"2025-12-30 23:59:60", "2025-12-30", kMidnight + 86'400},
             {"20251230T100000", "2025-12-30", kMidnight + 36'000},
             {"20251230100000", "2025-12-30", kMidnight + 36'000},
             {"10:00 2025-12-30", "2025-12-30", kMidnight + 36'000},
             {"@1767944579", "2026-01-09", 1'767'944'579},
             {"@-1", "1969-12-31", -1},
             {"0001-01-01", "0001-01-01", -62'135'596'800},
             {"9999-12-31", "9999-12-31", 253'402'214'400},
         }) {
        auto const date = read(each.text);
        ASSERT_TRUE(date) << each.text;
        EXPECT_EQ(isoDate(*date), each.iso) << each.text;
        EXPECT_EQ(date->instant_s, each.instant_s) << each.text;
    }
}

TEST(PhpDateTest, TurnsUnixTimesIntoTheirDay) {
    for (int day = -800'000; day < 2'900'000; day += 997) {
        auto const instant_s = std::int64_t{day} * 86'400 + 5;
        auto const date = read("@" + std::to_string(instant_s));
        if (instant_s < -62'135'596'800 || instant_s >= 253'402'300'800) {
            EXPECT_FALSE(date);
            continue;
        }
        ASSERT_TRUE(date) << day;
        EXPECT_EQ(read(isoDate(*date))->instant_s, std::int64_t{day} * 86'400);
    }
}

}  // namespace
}  // namespace antrean::phpdate
