#include "xlsx/Parts.hpp"

#include "xlsx/CellXml.hpp"

#include <fmt/format.h>

namespace antrean::xlsx {
namespace {

constexpr std::string_view kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view kDocument =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

std::string part(std::string_view path, std::string_view type) {
    return fmt::format(R"(<Override PartName="/{}" ContentType="{}.{}+xml"/>)", path, kType, type);
}

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
    return fmt::format(
        R"(<Relationship Id="{}" Type="{}/{}" Target="{}"/>)", id, kDocument, type, target
    );
}

std::string relations(std::string_view list) {
    return fmt::format(
        R"({}<Relationships xmlns="{}/relationships">{}</Relationships>)", kXml, kPackage, list
    );
}

// Excel stores the range of an autofilter under this name.
std::string filterName(std::size_t index, SheetSize size) {
    return fmt::format(
        R"(<definedName name="_xlnm._FilterDatabase" localSheetId="{}" hidden="1">)"
        R"('{}'!$A$1:${}${}</definedName>)",
        index,
        sheetTitle(index),
        columnName(size.columns - 1),
        size.rows
    );
}

}  // namespace

// In the order of Style: general, bold, yyyy-mm-dd, 0.00, and text that stays text when it is
// edited.
std::string_view const kStyles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>)"
    R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>)"
    R"(</cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0")"
    R"( xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>)"
    R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>)"
    R"(</cellStyles></styleSheet>)";

std::string_view const kRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/)"
    R"(relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>)";

std::string sheetTitle(std::size_t index) {
    return index == 0 ? "Worksheet" : fmt::format("Worksheet {}", index + 1);
}

std::string sheetPath(std::size_t index) {
    return fmt::format("xl/worksheets/sheet{}.xml", index + 1);
}

std::string rangeOf(SheetSize size) {
    return fmt::format("A1:{}{}", columnName(size.columns - 1), size.rows);
}

std::string contentTypes(std::size_t sheets) {
    auto list = part("xl/workbook.xml", "sheet.main") + part("xl/styles.xml", "styles");
    for (std::size_t index = 0; index < sheets; ++index)
        list += part(sheetPath(index), "worksheet");
    return fmt::format(
        R"({}<Types xmlns="{}/content-types"><Default Extension="rels" ContentType=")"
        R"(application/vnd.openxmlformats-package.relationships+xml"/>)"
        R"(<Default Extension="xml" ContentType="application/xml"/>{}</Types>)",
        kXml,
        kPackage,
        list
    );
}

std::string workbookXml(std::vector<SheetSize> const& sheets) {
    std::string list;
    std::string names;
    for (std::size_t index = 0; index < sheets.size(); ++index) {
        list += fmt::format(
            R"(<sheet name="{0}" sheetId="{1}" r:id="rId{1}"/>)", sheetTitle(index), index + 1
        );
        names += filterName(index, sheets[index]);
    }
    return fmt::format(
        R"({}<workbook xmlns="{}" xmlns:r="{}"><bookViews><workbookView/></bookViews>)"
        R"(<sheets>{}</sheets><definedNames>{}</definedNames></workbook>)",
        kXml,
        kMain,
        kDocument,
        list,
        names
    );
}

std::string workbookRelations(std::size_t sheets) {
    std::string list;
    for (std::size_t index = 0; index < sheets; ++index)
        list += relation(
            fmt::format("rId{}", index + 1), "worksheet", sheetPath(index).substr(sizeof "xl")
        );
    return relations(list + relation("styles", "styles", "styles.xml"));
}

std::string sheetBegin(std::size_t index, std::vector<std::size_t> const& widths) {
    std::string columns;
    for (std::size_t column = 1; column <= widths.size(); ++column)
        columns += fmt::format(
            R"(<col min="{0}" max="{0}" width="{1}" customWidth="1"/>)", column, widths[column - 1]
        );
    return fmt::format(
        R"({}<worksheet xmlns="{}"><sheetViews><sheetView{} workbookViewId="0">)"
        R"(<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>)"
        R"(<selection pane="bottomLeft"/></sheetView></sheetViews>)"
        R"(<sheetFormatPr defaultRowHeight="15"/><cols>{}</cols><sheetData>)",
        kXml,
        kMain,
        index == 0 ? R"( tabSelected="1")" : "",
        columns
    );
}

std::string sheetEnd(SheetSize size) {
    return fmt::format(R"(</sheetData><autoFilter ref="{}"/></worksheet>)", rangeOf(size));
}

}  // namespace antrean::xlsx
