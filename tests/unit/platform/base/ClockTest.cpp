#include "base/Clock.hpp"

#include <gtest/gtest.h>

namespace antrean {
namespace {

Instant at(std::int64_t seconds, std::int64_t micros = 0) {
    return Instant(std::chrono::seconds(seconds) + std::chrono::microseconds(micros));
}

TEST(ClockTest, KnowsNoZoneThatTheSystemDoesNot) {
    EXPECT_FALSE(Zone::find("Asia/Atlantis"));
    EXPECT_FALSE(Zone::find(""));
    EXPECT_FALSE(Zone::find("../../etc/passwd"));
}

TEST(ClockTest, TheClinicsDayBeginsInItsZone) {
    auto const zone = Zone::find("Asia/Jakarta");
    ASSERT_TRUE(zone);
    auto const before = zone->moment(at(1'767'027'599));  // 2025-12-29 16:59:59 UTC
    EXPECT_EQ(before.timestamp, "2025-12-29 16:59:59");
    EXPECT_EQ(before.date, "2025-12-29");
    EXPECT_EQ(before.time, "23:59:59");
    auto const after = zone->moment(at(1'767'027'600));
    EXPECT_EQ(after.timestamp, "2025-12-29 17:00:00");
    EXPECT_EQ(after.date, "2025-12-30");
    EXPECT_EQ(after.time, "00:00:00");
}

TEST(ClockTest, KnowsTheFirstAndTheLastSecondOfADay) {
    auto const jakarta = Zone::find("Asia/Jakarta").value();
    EXPECT_EQ(storedTimestamp(jakarta.firstSecond("2025-12-30")), "2025-12-29 17:00:00");
    EXPECT_EQ(storedTimestamp(jakarta.lastSecond("2025-12-30")), "2025-12-30 16:59:59");
    EXPECT_EQ(storedTimestamp(jakarta.lastSecond("2024-02-28")), "2024-02-28 16:59:59");
    // 25 hours long.
    auto const berlin = Zone::find("Europe/Berlin").value();
    EXPECT_EQ(storedTimestamp(berlin.firstSecond("2025-10-26")), "2025-10-25 22:00:00");
    EXPECT_EQ(storedTimestamp(berlin.lastSecond("2025-10-26")), "2025-10-26 22:59:59");
    // The clocks went from 23:59:59 to 01:00:00.
    auto const sao_paulo = Zone::find("America/Sao_Paulo").value();
    EXPECT_EQ(storedTimestamp(sao_paulo.firstSecond("2018-11-04")), "2018-11-04 03:00:00");
    EXPECT_EQ(storedTimestamp(sao_paulo.lastSecond("2018-11-03")), "2018-11-04 02:59:59");
}

TEST(ClockTest, KnowsWhenAWallTimeIs) {
    auto const jakarta = Zone::find("Asia/Jakarta").value();
    EXPECT_EQ(storedTimestamp(jakarta.at("2025-12-30", "06:30:15")), "2025-12-29 23:30:15");
    auto const berlin = Zone::find("Europe/Berlin").value();
    EXPECT_EQ(storedTimestamp(berlin.at("2025-10-26", "02:30:00")), "2025-10-26 00:30:00");
    EXPECT_EQ(storedTimestamp(berlin.at("2025-10-26", "08:00:00")), "2025-10-26 07:00:00");
    EXPECT_EQ(storedTimestamp(berlin.at("2025-03-30", "02:30:00")), "2025-03-30 01:00:00");
}

TEST(ClockTest, WritesTheContractsTimestamps) {
    EXPECT_EQ(jsonTimestamp("2025-12-29 06:15:48"), "2025-12-29T06:15:48.000000Z");
    EXPECT_EQ(jsonInstant(at(1'768'021'654, 112'425)), "2026-01-10T05:07:34.112425Z");
    EXPECT_EQ(jsonInstant(at(1'768'021'654, 7)), "2026-01-10T05:07:34.000007Z");
}

}  // namespace
}  // namespace antrean
