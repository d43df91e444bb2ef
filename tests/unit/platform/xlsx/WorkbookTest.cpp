#include "harness/Unzip.hpp"
#include "xlsx/Workbook.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fcntl.h>
#include <limits>
#include <string>

namespace antrean::xlsx {
namespace {

std::vector<Column> const kColumns{
    {"nama", Kind::text},
    {"tanggal", Kind::date},
    {"jumlah", Kind::integer},
    {"rata", Kind::decimals},
};
using Row = std::array<Cell, 4>;
using Parts = std::map<std::string, std::string>;

std::string between(std::string const& text, std::string_view begin, std::string_view end) {
    auto const from = text.find(begin) + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

std::string rowsOf(Parts const& parts, std::string const& path) {
    return between(parts.at(path), "<sheetData>", "</sheetData>");
}

class WorkbookTest : public testing::Test {
protected:
    Parts written(std::vector<Row> const& rows, SheetLimits limits = {}) {
        Workbook workbook(file_, kColumns, {}, limits);
        for (auto const& row : rows)
            EXPECT_TRUE(workbook.add(row));
        EXPECT_TRUE(workbook.finish());
        return test::unzip(file_);
    }

    OpenFile file_ = OpenFile::unnamed("/tmp");
};

constexpr auto kFirst = "xl/worksheets/sheet1.xml";
constexpr auto kSecond = "xl/worksheets/sheet2.xml";

TEST_F(WorkbookTest, SaysThatTheDiskIsFull) {
    OpenFile const full(::open("/dev/full", O_RDWR | O_CLOEXEC));
    Workbook workbook(full, kColumns);
    bool is_wanted = true;
    std::string const name(1'000, 'x');
    for (int row = 0; row < 10'000 && is_wanted; ++row)
        is_wanted = workbook.add(Row{std::string_view(name), nullptr, row, 0.5});
    EXPECT_FALSE(is_wanted);
    auto const finished = workbook.finish();
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(finished.error().cause, "cannot write a workbook: No space left on device");
}

TEST_F(WorkbookTest, StopsWhenItIsTold) {
    std::stop_source stop;
    Workbook workbook(file_, kColumns, stop.get_token());
    EXPECT_TRUE(workbook.add(Row{}));
    stop.request_stop();
    EXPECT_FALSE(workbook.add(Row{}));
    auto const finished = workbook.finish();
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().kind, ErrorKind::unavailable);
}

TEST_F(WorkbookTest, WritesEachKindAsWhatItIs) {
    auto const parts = written({
        {"=1+1", "2026-01-11", 0, 67.94},
        {"081234567890", "kemarin", std::numeric_limits<std::int64_t>::min(), 0.0},
        {nullptr, nullptr, nullptr, nullptr},
        {"", "", 7, std::numeric_limits<double>::infinity()},
    });
    EXPECT_EQ(
        rowsOf(parts, kFirst),
        R"(<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>nama</t></is></c>)"
        R"(<c r="B1" s="1" t="inlineStr"><is><t>tanggal</t></is></c>)"
        R"(<c r="C1" s="1" t="inlineStr"><is><t>jumlah</t></is></c>)"
        R"(<c r="D1" s="1" t="inlineStr"><is><t>rata</t></is></c></row>)"
        R"(<row r="2"><c r="A2" s="4" t="inlineStr"><is><t>=1+1</t></is></c>)"
        R"(<c r="B2" s="2"><v>46033</v></c><c r="C2"><v>0</v></c><c r="D2" s="3"><v>67.94</v></c>)"
        R"(</row><row r="3"><c r="A3" s="4" t="inlineStr"><is><t>081234567890</t></is></c>)"
        R"(<c r="B3" s="4" t="inlineStr"><is><t>kemarin</t></is></c>)"
        R"(<c r="C3"><v>-9223372036854775808</v></c><c r="D3" s="3"><v>0</v></c></row>)"
        R"(<row r="4"></row><row r="5"><c r="C5"><v>7</v></c></row>)"
    );
}

TEST_F(WorkbookTest, HasOneSheetWithAHeadingAloneWhenThereAreNoRows) {
    auto const parts = written({});
    EXPECT_EQ(
        between(parts.at("xl/workbook.xml"), "<sheets>", "</workbook>"),
        R"(<sheet name="Worksheet" sheetId="1" r:id="rId1"/></sheets><definedNames>)"
        R"(<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">)"
        R"('Worksheet'!$A$1:$D$1</definedName></definedNames>)"
    );
    std::vector<std::string> names;
    for (auto const& [name, content] : parts) {
        names.push_back(name);
        EXPECT_TRUE(content.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"")) << name;
    }
    EXPECT_EQ(
        names,
        (std::vector<std::string>{
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/workbook.xml",
            kFirst})
    );
}

TEST_F(WorkbookTest, FreezesItsHeadingAndFiltersItsRows) {
    auto const parts = written({Row{}, Row{}});
    auto const& sheet = parts.at(kFirst);
    EXPECT_NE(sheet.find(R"(<pane ySplit="1" topLeftCell="A2")"), std::string::npos);
    EXPECT_NE(sheet.find(R"(state="frozen"/>)"), std::string::npos);
    EXPECT_TRUE(sheet.ends_with(R"(</sheetData><autoFilter ref="A1:D3"/></worksheet>)"));
}

TEST_F(WorkbookTest, MakesColumnsAsWideAsWhatTheyHold) {
    std::string const name(20, 'x');
    std::string const story(500, 'x');
    auto const widths = [this](Row const& row) {
        return between(written({row}).at(kFirst), "<cols>", "</cols>");
    };
    EXPECT_EQ(
        widths({name, nullptr, 1, 1.0}),
        R"(<col min="1" max="1" width="21" customWidth="1"/>)"
        R"(<col min="2" max="2" width="12" customWidth="1"/>)"
        R"(<col min="3" max="3" width="12" customWidth="1"/>)"
        R"(<col min="4" max="4" width="12" customWidth="1"/>)"
    );
    EXPECT_TRUE(widths({story, nullptr, 1, 1.0})
                    .starts_with(R"(<col min="1" max="1" width="60" customWidth="1"/>)"));
}

TEST_F(WorkbookTest, GoesOnInAnotherSheet) {
    auto const parts = written({{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}, {3, 1'000'000});
    EXPECT_EQ(parts.count("xl/worksheets/sheet4.xml"), 0U);
    for (auto const* path : {kFirst, kSecond, "xl/worksheets/sheet3.xml"}) {
        auto const rows = rowsOf(parts, path);
        EXPECT_TRUE(rows.starts_with(R"(<row r="1"><c r="A1" s="1" )")) << path;
        EXPECT_EQ(rows.find("<row r=\"4\""), std::string::npos);
    }
    EXPECT_NE(rowsOf(parts, kSecond).find("<t>c</t>"), std::string::npos);
    auto const& workbook = parts.at("xl/workbook.xml");
    EXPECT_NE(
        workbook.find(R"(<sheet name="Worksheet 3" sheetId="3" r:id="rId3"/>)"), std::string::npos
    );
    EXPECT_NE(workbook.find("'Worksheet 3'!$A$1:$D$2"), std::string::npos);
    EXPECT_NE(
        parts.at("xl/_rels/workbook.xml.rels").find(R"(Target="worksheets/sheet3.xml")"),
        std::string::npos
    );
    EXPECT_NE(
        parts.at("[Content_Types].xml").find(R"(PartName="/xl/worksheets/sheet3.xml")"),
        std::string::npos
    );
}

TEST_F(WorkbookTest, GoesOnInAnotherSheetBeforeOneIsTooLarge) {
    std::string const text(30'000, 'x');
    auto const parts = written(std::vector<Row>(10, Row{std::string_view(text)}), {1'000, 100'000});
    EXPECT_EQ(parts.count(kSecond), 1U);
    for (auto const& [name, content] : parts)
        EXPECT_LT(content.size(), 200'000U) << name;
}

TEST_F(WorkbookTest, WritesMoreThanItHoldsInMemory) {
    std::vector<Row> rows;
    for (std::int64_t number = 0; number < 20'000; ++number)
        rows.push_back({"Pasien", "2026-01-11", number, 0.01});
    auto const rows_written = rowsOf(written(rows), kFirst);
    EXPECT_TRUE(rows_written.ends_with(
        R"(<c r="C20001"><v>19999</v></c><c r="D20001" s="3"><v>0.01</v></c></row>)"
    ));
}

}  // namespace
}  // namespace antrean::xlsx
