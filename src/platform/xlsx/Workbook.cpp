#include "xlsx/Workbook.hpp"

#include "base/Text.hpp"
#include "xlsx/CellXml.hpp"
#include "xlsx/Parts.hpp"
#include "xlsx/Zip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace antrean::xlsx {
namespace {

// Rows are compressed in pieces of this size. The widths of the columns come from the first piece,
// because a sheet states them before its rows.
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kWidthMin = 8;
constexpr std::size_t kWidthMax = 60;
constexpr std::size_t kWidthOfFilterButton = 3;
constexpr std::size_t kWidthOfDate = 12;
constexpr std::size_t kWidthOfNumber = 12;

template <class Number>
void appendNumber(std::string& xml, Number number) {
    std::array<char, 32> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    xml.append(digits.data(), end);
}

}  // namespace

class Workbook::State {
public:
    State(
        OpenFile const& file, std::vector<Column> columns, std::stop_token stop, SheetLimits limits
    )
        : zip_(file), columns_(std::move(columns)), stop_(std::move(stop)), limits_(limits) {
        for (std::size_t index = 0; index < columns_.size(); ++index) {
            names_.push_back(columnName(index));
            widths_.push_back(widthOf(columns_[index]));
        }
        startSheet();
    }

    bool add(std::span<Cell const> row) {
        if (rows_ == limits_.rows_max || sheet_bytes_ > limits_.bytes_max) {
            endSheet();
            startSheet();
        }
        beginRow();
        for (std::size_t index = 0; index < columns_.size(); ++index)
            addCell(index, row[index]);
        endRow();
        return zip_.failure().empty() && !stop_.stop_requested();
    }

    Result<void> finish() {
        endSheet();
        zip_.add("xl/workbook.xml", workbookXml(sheets_));
        zip_.add("xl/_rels/workbook.xml.rels", workbookRelations(sheets_.size()));
        zip_.add("xl/styles.xml", kStyles);
        zip_.add("_rels/.rels", kRelations);
        zip_.add("[Content_Types].xml", contentTypes(sheets_.size()));
        zip_.finish();
        if (!zip_.failure().empty())
            return Error::unavailable("cannot write a workbook: " + zip_.failure());
        if (stop_.stop_requested())
            return Error::unavailable("the export was stopped");
        return {};
    }

private:
    static std::size_t widthOf(Column const& column) {
        auto const title = text::codePoints(column.title) + kWidthOfFilterButton;
        switch (column.kind) {
            case Kind::text:
                return title;
            case Kind::date:
                return std::max(title, kWidthOfDate);
            case Kind::integer:
            case Kind::decimals:
                return std::max(title, kWidthOfNumber);
        }
        return title;
    }

    void startSheet() {
        rows_ = 0;
        sheet_bytes_ = 0;
        is_sheet_begun_ = false;
        beginRow();
        for (std::size_t index = 0; index < columns_.size(); ++index)
            addText(index, Style::heading, columns_[index].title);
        endRow();
    }

    void endSheet() {
        flush();
        SheetSize const size{rows_, columns_.size()};
        zip_.write(sheetEnd(size));
        sheets_.push_back(size);
    }

    void flush() {
        if (!std::exchange(is_sheet_begun_, true)) {
            for (auto& width : widths_)
                width = std::clamp(width, kWidthMin, kWidthMax);
            zip_.begin(sheetPath(sheets_.size()));
            zip_.write(sheetBegin(sheets_.size(), widths_));
        }
        zip_.write(xml_);
        sheet_bytes_ += xml_.size();
        xml_.clear();
    }

    void beginRow() {
        xml_ += "<row r=\"";
        appendNumber(xml_, ++rows_);
        xml_ += "\">";
    }

    void endRow() {
        xml_ += "</row>";
        if (xml_.size() >= kPieceBytes)
            flush();
    }

    void addCell(std::size_t column, Cell const& cell) {
        if (auto const* text = std::get_if<std::string_view>(&cell)) {
            auto const serial =
                columns_[column].kind == Kind::date ? serialOf(*text) : std::nullopt;
            if (serial)
                addNumber(column, Style::date, *serial);
            else if (!text->empty())
                addText(column, Style::text, *text);
        } else if (auto const* integer = std::get_if<std::int64_t>(&cell)) {
            addNumber(column, styleOfNumbers(column), *integer);
        } else if (auto const* real = std::get_if<double>(&cell)) {
            if (std::isfinite(*real))
                addNumber(column, styleOfNumbers(column), *real);
        }
    }

    Style styleOfNumbers(std::size_t column) const {
        return columns_[column].kind == Kind::decimals ? Style::decimals : Style::general;
    }

    void beginCell(std::size_t column, Style style) {
        xml_ += "<c r=\"";
        xml_ += names_[column];
        appendNumber(xml_, rows_);
        if (style != Style::general) {
            xml_ += "\" s=\"";
            xml_ += static_cast<char>('0' + static_cast<int>(style));
        }
    }

    void addText(std::size_t column, Style style, std::string_view text) {
        if (!is_sheet_begun_)
            widths_[column] = std::max(widths_[column], text::codePoints(text) + 1);
        beginCell(column, style);
        xml_ += "\" t=\"inlineStr\"><is>";
        appendText(xml_, text);
        xml_ += "</is></c>";
    }

    template <class Number>
    void addNumber(std::size_t column, Style style, Number number) {
        beginCell(column, style);
        xml_ += "\"><v>";
        appendNumber(xml_, number);
        xml_ += "</v></c>";
    }

    Zip zip_;
    std::vector<Column> columns_;
    std::vector<std::string> names_;   // "A", "B"
    std::vector<std::size_t> widths_;  // in characters
    std::stop_token stop_;
    SheetLimits limits_;
    std::vector<SheetSize> sheets_;  // finished sheets
    std::int64_t rows_ = 0;          // of the current sheet, including the heading
    std::uint64_t sheet_bytes_ = 0;  // of the current sheet, written to the archive
    bool is_sheet_begun_ = false;    // its first piece is in the archive
    std::string xml_;                // rows that are not in the archive yet
};

Workbook::Workbook(
    OpenFile const& file, std::vector<Column> columns, std::stop_token stop, SheetLimits limits
)
    : state_(std::make_unique<State>(file, std::move(columns), std::move(stop), limits)) {}

Workbook::~Workbook() = default;

bool Workbook::add(std::span<Cell const> row) {
    return state_->add(row);
}

Result<void> Workbook::finish() {
    return state_->finish();
}

}  // namespace antrean::xlsx
