#include "kiosk/MaskedName.hpp"

#include <gtest/gtest.h>

namespace antrean::kiosk {

TEST(MaskedName, ShowsTheEndsOfEachWord) {
    EXPECT_EQ(maskedName("Budi Santoso"), "B•••i S•••o");
    EXPECT_EQ(maskedName("Al"), "A•••");
    EXPECT_EQ(maskedName("B"), "•••");
    EXPECT_EQ(maskedName("  Siti   Nur "), "S•••i N•••r");
}

TEST(MaskedName, HidesHowLongAWordIs) {
    EXPECT_EQ(maskedName("Ani"), maskedName("Andriani"));
}

TEST(MaskedName, CutsBetweenCharacters) {
    EXPECT_EQ(maskedName("Éloïsé"), "É•••é");
    EXPECT_EQ(maskedName("\xff\xff\xff"), "\xEF\xBF\xBD•••\xEF\xBF\xBD");
}

TEST(MaskedName, HasALimit) {
    EXPECT_EQ(maskedName("aaa bbb ccc ddd eee fff"), "a•••a b•••b c•••c d•••d");
    EXPECT_EQ(maskedName(""), "");
}

}  // namespace antrean::kiosk
