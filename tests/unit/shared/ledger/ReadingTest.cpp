#include "ledger/Reading.hpp"

#include <gtest/gtest.h>

namespace antrean::ledger {
namespace {

TEST(Reading, AnEmptyLedgerIsComplete) {
    Reading reading;
    EXPECT_TRUE(reading.aim(0));
    EXPECT_EQ(reading.after(), 0);
    EXPECT_EQ(reading.end(), 0);
    EXPECT_TRUE(reading.isComplete());
    EXPECT_EQ(reading.newsAfter(), 0);
}

TEST(Reading, BeginsWithTheHistoryWhichIsNoNews) {
    Reading reading;
    EXPECT_TRUE(reading.aim(100'000));
    EXPECT_EQ(reading.after(), 80'000);
    int looks = 0;
    while (!reading.isComplete()) {
        EXPECT_EQ(reading.aim(100'000), false);
        EXPECT_EQ(reading.end() - reading.after(), Reading::kAtOnce);
        reading.finish();
        ++looks;
    }
    EXPECT_EQ(looks, 40);
    EXPECT_EQ(reading.newsAfter(), 100'000);
}

TEST(Reading, HistoryAndNewsAreReadApart) {
    Reading reading;
    reading.aim(10);
    EXPECT_FALSE(reading.aim(12));
    EXPECT_EQ(reading.end(), 10);
    reading.finish();
    EXPECT_FALSE(reading.isComplete());
    reading.aim(12);
    EXPECT_EQ(reading.after(), 10);
    EXPECT_EQ(reading.end(), 12);
}

TEST(Reading, ContinuesWhereItWas) {
    Reading reading;
    reading.aim(10);
    reading.finish();
    EXPECT_FALSE(reading.aim(12));
    // Not finished: the same entries are read again.
    EXPECT_FALSE(reading.aim(13));
    EXPECT_EQ(reading.after(), 10);
    EXPECT_EQ(reading.end(), 13);
}

TEST(Reading, BeginsAnewInAShorterLedger) {
    Reading reading;
    reading.aim(10);
    reading.finish();
    EXPECT_TRUE(reading.aim(7));
    EXPECT_EQ(reading.after(), 0);
    EXPECT_EQ(reading.newsAfter(), 7);
}

}  // namespace
}  // namespace antrean::ledger
