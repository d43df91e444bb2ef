#include "base/Text.hpp"

#include <gtest/gtest.h>

namespace antrean::text {
namespace {

TEST(TextTest, ReadsOnlyWholeIntegersThatFit) {
    for (auto const* broken : {"", " 1", "1 ", "+1", "1.0", "0x1", "9223372036854775808", "--1"})
        EXPECT_FALSE(toInt(broken)) << broken;
    EXPECT_EQ(toInt("-9223372036854775808"), INT64_MIN);
    EXPECT_EQ(toInt("007"), 7);
}

TEST(TextTest, TrimsUnicodeWhiteSpaceAndInvisibleCharacters) {
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim(" \t\r\n\v\f"), "");
    EXPECT_EQ(trim(std::string_view("\0 a \0", 5)), "a");
    for (auto const* space : {
             "\u0085",
             "\u00a0",
             "\u00ad",
             "\u1680",
             "\u180e",
             "\u2000",
             "\u200b",
             "\u200f",
             "\u2028",
             "\u202f",
             "\u205f",
             "\u2060",
             "\u2065",
             "\u3000",
             "\ufeff",
         })
        EXPECT_EQ(trim(std::string(space) + "a b" + space), "a b") << space;
    EXPECT_EQ(trim("\u00e9\u65e5"), "\u00e9\u65e5");
    EXPECT_EQ(trim("\xff a \x80"), "\xff a \x80") << "broken bytes are no white space";
}

TEST(TextTest, LowersLettersOfSeveralScripts) {
    EXPECT_EQ(lower("ABC xyz 1"), "abc xyz 1");
    EXPECT_EQ(lower("ÀÉÞŸŁŽĐ"), "àéþÿłžđ");
    EXPECT_EQ(lower("ΑΩ ЀЯ"), "αω ѐя");
    EXPECT_EQ(lower("×ßİ日\xff"), "×ßİ日\xff");
    EXPECT_TRUE(equalIgnoringCase("JOSÉ", "josé"));
    EXPECT_FALSE(equalIgnoringCase("Andi", "Andy"));
    EXPECT_FALSE(equalIgnoringCase("a", "aa"));
}

TEST(TextTest, KnowsWellFormedUtf8) {
    for (auto const* broken :
         {"\x80",
          "\xc0\xaf",
          "\xc3",
          "\xe0\x80\x80",
          "\xed\xa0\x80",
          "\xf4\x90\x80\x80",
          "\xff",
          "\xe2\x82",
          "a\xc3(",
          "\xf5\x80\x80\x80"}) {
        EXPECT_FALSE(isUtf8(broken));
        EXPECT_TRUE(isUtf8(toUtf8(broken)));
    }
    EXPECT_TRUE(isUtf8("aé日😀\x7f"));
    EXPECT_EQ(toUtf8("a\xff\xc3(b"), "a\ufffd\ufffd(b");
    EXPECT_EQ(codePoints("aé日😀"), 4U);
    EXPECT_EQ(codePoints("\xff\xff"), 2U);
}

TEST(TextTest, EscapesWhatLikeWouldRead) {
    EXPECT_EQ(escapeLike("50%_a\\b"), "50\\%\\_a\\\\b");
    EXPECT_EQ(replaceAll("a,b,,c", ",", ", "), "a, b, , c");
    EXPECT_EQ(replaceAll("aaa", "", "x"), "aaa");
}

TEST(TextTest, SplitsAtEverySeparator) {
    using Parts = std::vector<std::string_view>;
    EXPECT_EQ(split("pdf,doc,docx", ','), (Parts{"pdf", "doc", "docx"}));
    EXPECT_EQ(split(",a,", ','), (Parts{"", "a", ""}));
    EXPECT_EQ(split("", ','), Parts{""});
}

TEST(TextTest, DecodesAndEncodesPercent) {
    EXPECT_EQ(percentDecode("%41%2b+%zz%4%"), "A++%zz%4%");
    EXPECT_EQ(percentEncode("a b/\u00e9~"), "a%20b%2F%C3%A9~");
    EXPECT_EQ(percentDecode(percentEncode("\xff\x01%")), "\xff\x01%");
}

}  // namespace
}  // namespace antrean::text
