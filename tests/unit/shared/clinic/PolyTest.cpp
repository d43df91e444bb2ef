#include "clinic/Poly.hpp"

#include <gtest/gtest.h>

namespace antrean::clinic {
namespace {

TEST(ShortName, IsTheNameInLowerCaseWithoutPoli) {
    for (auto const* name : {"Poli Umum", "umum", "POLI UMUM", "Umum"})
        EXPECT_EQ(shortName(name), "umum") << name;
    EXPECT_EQ(shortName("Poli"), "poli");
    EXPECT_EQ(shortName("Poliklinik Gigi"), "poliklinik gigi");
}

TEST(DisplayNumber, HasTheLetterAndThreeDigitsOrMore) {
    EXPECT_EQ(displayNumber("A", 1), "A-001");
    EXPECT_EQ(displayNumber("A", 12), "A-012");
    EXPECT_EQ(displayNumber("GG", 999), "GG-999");
    EXPECT_EQ(displayNumber("A", 1234), "A-1234");
}

}  // namespace
}  // namespace antrean::clinic
