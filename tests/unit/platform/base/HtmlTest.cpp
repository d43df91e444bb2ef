#include "base/Html.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean {

TEST(EscapeHtml, LeavesNothingThatEndsATextOrAnAttribute) {
    EXPECT_EQ(
        escapeHtml("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
    );
    EXPECT_EQ(escapeHtml("\" onload=\"x"), "&quot; onload=&quot;x");
    EXPECT_EQ(escapeHtml("&lt;"), "&amp;lt;");
}

TEST(EscapeHtml, ReplacesBytesThatAreNotUtf8) {
    EXPECT_EQ(escapeHtml("\xff<"), "\xEF\xBF\xBD&lt;");
}

TEST(EscapeHtml, LeavesOtherTextsAsTheyAre) {
    EXPECT_EQ(escapeHtml("Klinik Ibu & Añak – 1/2"), "Klinik Ibu &amp; Añak – 1/2");
    EXPECT_EQ(escapeHtml(""), "");
}

}  // namespace antrean
