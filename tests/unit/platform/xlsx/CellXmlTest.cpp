#include "xlsx/CellXml.hpp"

#include <gtest/gtest.h>

namespace antrean::xlsx {
namespace {

std::string xmlOf(std::string_view text) {
    std::string xml;
    appendText(xml, text);
    return xml;
}

TEST(CellXml, LetsNoTextBreakOut) {
    EXPECT_EQ(xmlOf("</t><f>1</f>&amp;"), "<t>&lt;/t&gt;&lt;f&gt;1&lt;/f&gt;&amp;amp;</t>");
}

TEST(CellXml, WritesWhatXmlCannotHoldAsSpreadsheetsDo) {
    EXPECT_EQ(
        xmlOf(std::string_view("a\0b\x01\r\x1f", 6)), "<t>a_x0000_b_x0001__x000D__x001F_</t>"
    );
    EXPECT_EQ(xmlOf("_x0041_ _x00_ _x004G_ _"), "<t>_x005F_x0041_ _x00_ _x004G_ _</t>");
    EXPECT_EQ(xmlOf("a\xef\xbf\xbe \xef\xbf\xbf b"), "<t>a\xef\xbf\xbd \xef\xbf\xbd b</t>");
    EXPECT_EQ(xmlOf("a\xff\xc3"), "<t>a\xef\xbf\xbd\xef\xbf\xbd</t>");
}

TEST(CellXml, KeepsSpacesLinesAndOtherScripts) {
    EXPECT_EQ(xmlOf("Siti é 日本 😀"), "<t>Siti é 日本 😀</t>");
    EXPECT_EQ(xmlOf(" a"), "<t xml:space=\"preserve\"> a</t>");
    EXPECT_EQ(xmlOf("a\n"), "<t xml:space=\"preserve\">a\n</t>");
    EXPECT_EQ(xmlOf("a\tb"), "<t>a\tb</t>");
    EXPECT_EQ(xmlOf(""), "<t></t>");
}

TEST(CellXml, CutsWhatIsLongerThanACell) {
    EXPECT_EQ(xmlOf(std::string(40'000, 'x')), "<t>" + std::string(kTextUnitsMax, 'x') + "</t>");
    std::string faces;
    for (int count = 0; count < 20'000; ++count)
        faces += "😀";
    // Each face counts as two units, and is not cut in half.
    EXPECT_EQ(xmlOf(faces).size(), std::string("<t></t>").size() + 4 * (kTextUnitsMax / 2));
    EXPECT_EQ(xmlOf(std::string(kTextUnitsMax, '&')).size(), 7 + 5 * kTextUnitsMax);
}

TEST(CellXml, NamesColumns) {
    EXPECT_EQ(columnName(0), "A");
    EXPECT_EQ(columnName(25), "Z");
    EXPECT_EQ(columnName(26), "AA");
    EXPECT_EQ(columnName(701), "ZZ");
    EXPECT_EQ(columnName(702), "AAA");
}

TEST(CellXml, CountsDaysAsSpreadsheetsDo) {
    EXPECT_EQ(serialOf("1900-03-01"), 61);
    EXPECT_EQ(serialOf("2026-01-11"), 46'033);
    EXPECT_EQ(serialOf("9999-12-31"), 2'958'465);
    for (auto const* text :
         {"",
          "1900-02-28",
          "2026-02-30",
          "2026-13-01",
          "2026-1-1",
          "11-01-2026",
          "2026-01-11 ",
          "2026-+1-11",
          "kemarin"})
        EXPECT_FALSE(serialOf(text)) << text;
}

}  // namespace
}  // namespace antrean::xlsx
