#include "laravel/Problems.hpp"
#include "laravel/Values.hpp"

#include <gtest/gtest.h>

namespace antrean::laravel {
namespace {

WallClock jakarta() {
    return WallClock(Zone::find("Asia/Jakarta").value());
}

}  // namespace

TEST(ImportedValues, RefuseWhatIsNoValue) {
    EXPECT_EQ(readNumber(""), std::nullopt);
    EXPECT_EQ(readNumber("12.5"), std::nullopt);
    EXPECT_EQ(readNumber("A12"), std::nullopt);
    EXPECT_EQ(readFlag("2"), std::nullopt);
    EXPECT_EQ(readDate("0000-00-00"), std::nullopt);
    EXPECT_EQ(readDate("2026-02-29"), std::nullopt);
    EXPECT_EQ(readDate("05/01/2026"), std::nullopt);
    EXPECT_EQ(readTime("24:00:00"), std::nullopt);
    EXPECT_EQ(readTime("8:15"), std::nullopt);
    EXPECT_EQ(readTime(""), std::nullopt);
    EXPECT_EQ(jakarta().utc("0000-00-00 00:00:00"), std::nullopt);
    EXPECT_EQ(jakarta().utc(""), std::nullopt);
}

TEST(ImportedValues, AreReadInTheFormsOfBothServers) {
    EXPECT_EQ(readNumber(" 12 "), 12);
    EXPECT_EQ(readNumber("12.00"), 12);
    EXPECT_EQ(readFlag("true"), 1);
    EXPECT_EQ(readFlag("0"), 0);
    EXPECT_EQ(readDate("2028-02-29 10:00:00"), "2028-02-29");
    EXPECT_EQ(readTime("08:15"), "08:15:00");
    EXPECT_EQ(readTime("2026-01-05 08:15:30.25"), "08:15:30");
}

TEST(ImportedValues, AreInstantsOfTheOriginalsZone) {
    auto clock = jakarta();
    EXPECT_EQ(clock.utc("2026-01-05 06:59:59.999"), "2026-01-04 23:59:59");
    EXPECT_EQ(clock.utc("2026-01-05"), "2026-01-04 17:00:00");
    EXPECT_EQ(clock.utc("2026-01-05 06:59:59+00"), "2026-01-05 06:59:59");
    EXPECT_EQ(clock.utc("2026-01-05 06:59:59-03:30"), "2026-01-05 10:29:59");
}

TEST(ImportedValues, FollowTheClocksWhenTheyChange) {
    WallClock clock(Zone::find("Europe/Berlin").value());
    EXPECT_EQ(clock.utc("2026-03-29 01:30:00"), "2026-03-29 00:30:00");
    EXPECT_EQ(clock.utc("2026-03-29 03:30:00"), "2026-03-29 01:30:00");
    EXPECT_EQ(clock.utc("2026-03-30 03:30:00"), "2026-03-30 01:30:00");
}

TEST(ImportedValues, AreTextThatCanBeStored) {
    EXPECT_EQ(readText("Nuñez").text, "Nuñez");
    EXPECT_FALSE(readText("Nuñez").is_repaired);
    EXPECT_EQ(readText("Za\xC3\x83\xC2\xAFnab").text, "Zaïnab");
    EXPECT_TRUE(readText("Za\xC3\x83\xC2\xAFnab").is_repaired);
    EXPECT_EQ(readText("Jos\xE9").text, "Jos\xEF\xBF\xBD");
    EXPECT_EQ(readText(std::string("a\0b", 3)).text, "ab");
}

TEST(ImportedValues, AreNoFormulasInTheReport) {
    EXPECT_EQ(csvField("=1+1"), "\"'=1+1\"");
    EXPECT_EQ(csvField("a \"b\""), "\"a \"\"b\"\"\"");
    EXPECT_EQ(csvField(""), "\"\"");
}

}  // namespace antrean::laravel
