#include "http/ClinicClock.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace antrean::http {
namespace {

class SettableClock final : public Clock {
public:
    Instant now() const override { return instant; }
    Instant instant{std::chrono::seconds(1'766'992'548)};  // 2025-12-29 07:15:48 UTC
};

TEST(ClinicClock, ReadsTheSecondInTheClinicsZone) {
    SettableClock clock;
    ClinicClock const clinic(clock, *Zone::find("Asia/Jakarta"));
    auto const moment = clinic.moment();
    EXPECT_EQ(moment.timestamp, "2025-12-29 07:15:48");
    EXPECT_EQ(moment.date, "2025-12-29");
    EXPECT_EQ(moment.time, "14:15:48");
}

TEST(ClinicClock, GoesOnWithinAndAcrossSeconds) {
    SettableClock clock;
    ClinicClock const clinic(clock, *Zone::find("Asia/Jakarta"));
    auto const first = clinic.moment();
    clock.instant += std::chrono::milliseconds(900);
    auto const later = clinic.moment();
    EXPECT_EQ(later.instant - first.instant, std::chrono::milliseconds(900));
    EXPECT_EQ(later.time, "14:15:48");
    clock.instant += std::chrono::milliseconds(100);
    EXPECT_EQ(clinic.moment().time, "14:15:49");
    clock.instant += std::chrono::hours(10);
    EXPECT_EQ(clinic.moment().date, "2025-12-30");
}

TEST(ClinicClock, TakesANewZoneAtOnce) {
    SettableClock clock;
    ClinicClock clinic(clock, *Zone::find("Asia/Jakarta"));
    EXPECT_EQ(clinic.moment().time, "14:15:48");
    clinic.setZone(*Zone::find("Asia/Jayapura"));
    EXPECT_EQ(clinic.moment().time, "16:15:48");
    EXPECT_EQ(clinic.zone().name(), "Asia/Jayapura");
}

TEST(ClinicClock, IsNotMistakenForAnother) {
    SettableClock clock;
    ClinicClock const jakarta(clock, *Zone::find("Asia/Jakarta"));
    ClinicClock const jayapura(clock, *Zone::find("Asia/Jayapura"));
    EXPECT_EQ(jakarta.moment().time, "14:15:48");
    EXPECT_EQ(jayapura.moment().time, "16:15:48");
    EXPECT_EQ(jakarta.moment().time, "14:15:48");
}

}  // namespace
}  // namespace antrean::http
