#include "base/LogText.hpp"

#include <gtest/gtest.h>

namespace antrean::log {
namespace {

TEST(LogText, EscapesWhatATerminalActsOn) {
    EXPECT_EQ(harmless("a\nb\r\t\x1b[2J\x7f"), "a\\u000ab\\u000d\\u0009\\u001b[2J\\u007f");
    EXPECT_EQ(
        harmless("\xC2\x9B"
                 "2J"),
        "\\u009b2J"
    );
    EXPECT_EQ(harmless("\xC2\x85\xC2\x80"), "\\u0085\\u0080");
}

TEST(LogText, EscapesSeparatorsAndMarksOfDirection) {
    EXPECT_EQ(harmless("a\u2028b\u2029"), "a\\u2028b\\u2029");
    EXPECT_EQ(harmless("\u202Etxt\u2066\u200F"), "\\u202etxt\\u2066\\u200f");
}

TEST(LogText, ReplacesBytesThatAreNotUtf8) {
    EXPECT_EQ(harmless("a\xFF"), "a\uFFFD");
    EXPECT_EQ(harmless("\x9B"), "\uFFFD");
    EXPECT_EQ(harmless("\xE2\x80"), "\uFFFD\uFFFD");
    EXPECT_EQ(harmless("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
}

TEST(LogText, KeepsEveryOtherText) {
    for (auto const* text : {"", "request 1 GET /up 200", "Nur\u2019aini \u4E2D \U0001F600 \u00A0"})
        EXPECT_EQ(harmless(text), text);
}

}  // namespace
}  // namespace antrean::log
