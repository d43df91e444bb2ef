#include "base/Fold.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::text {
namespace {

TEST(FoldTest, OtherLettersStayOther) {
    EXPECT_NE(fold("Nur'aini"), fold("Nuraini"));
    EXPECT_NE(fold("Hasan"), fold("Hassan"));
    EXPECT_NE(fold("Ana Maria"), fold("Anamaria"));
    EXPECT_NE(fold("\u0E01\u0E34"), fold("\u0E01\u0E35"));  // vowels of Thai are marks
    EXPECT_NE(fold("a-b"), fold("a_b"));
}

TEST(FoldTest, CaseAndAccentsDoNotCount) {
    for (auto const* name : {"ḤASAN", "ḥasan", "Hasan", "H\u0323asan", "hasan"})
        EXPECT_EQ(fold(name), "hasan") << name;
    for (auto const* name :
         {"NGUYỄN THỊ HẠNH", "nguyễn thị hạnh", "Nguye\u0302\u0303n Thi\u0323 Ha\u0323nh"})
        EXPECT_EQ(fold(name), "nguyen thi hanh") << name;
    for (auto const* name : {"İbrahim", "IBRAHIM", "i\u0307brahim", "İBRAHİM"})
        EXPECT_EQ(fold(name), "ibrahim") << name;
    for (auto const* name : {"Ștefan", "ȘTEFAN", "ștefan", "S\u0326tefan"})
        EXPECT_EQ(fold(name), "stefan") << name;
    EXPECT_EQ(fold("STRASSE"), fold("Straße"));
    EXPECT_EQ(fold("ΑΝΔΡΈΑΣ"), fold("ανδρέας"));
    EXPECT_EQ(fold("Đorđe"), fold("ĐORĐE"));
}

TEST(FoldTest, ApostrophesDashesAndBlanksAreOne) {
    for (auto const* name :
         {"Nur'aini",
          "Nur\u2019aini",
          "Nur\u2018aini",
          "Nur`aini",
          "Nur\u00B4aini",
          "Nur\u02BCaini",
          "NUR\uFF07AINI",
          "Nur\u2032aini"})
        EXPECT_EQ(fold(name), "nur'aini") << name;
    for (auto const* name :
         {"Siti  Aminah",
          " siti aminah ",
          "Siti\u00A0Aminah",
          "Siti\tAminah",
          "Siti \u2003 Aminah",
          "Siti\r\nAminah",
          "S\u200Biti Aminah\uFEFF"})
        EXPECT_EQ(fold(name), "siti aminah") << name;
    EXPECT_EQ(fold("Anne\u2011Marie"), "anne-marie");
    EXPECT_EQ(fold("\uFF21\uFF22\uFF11"), "ab1");
}

TEST(FoldTest, AnyBytesAreFolded) {
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" \t\n"), "");
    EXPECT_EQ(fold("a\xFF"), "a\uFFFD");
    EXPECT_EQ(fold(std::string_view("a\0b", 3)), "a b");
    std::string longest;  // each letter becomes 18
    for (int i = 0; i < 255; ++i)
        longest += "\uFDFA";
    EXPECT_GT(fold(longest).size(), 255U * 18);
    EXPECT_EQ(fold(fold(longest)), fold(longest));
}

}  // namespace
}  // namespace antrean::text
