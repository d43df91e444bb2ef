#include "report/Export.hpp"

#include "db/Database.hpp"
#include "http/FileAnswer.hpp"
#include "report/Report.hpp"
#include "xlsx/Workbook.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace antrean::report {
namespace {

using db::Transaction;

// Times are texts, as in JSON; spreadsheets sort them correctly.
xlsx::Kind kindOf(Kind kind) {
    switch (kind) {
        case Kind::text:
        case Kind::time:
            return xlsx::Kind::text;
        case Kind::date:
            return xlsx::Kind::date;
        case Kind::integer:
            return xlsx::Kind::integer;
        case Kind::decimals:
            return xlsx::Kind::decimals;
    }
    return xlsx::Kind::text;
}

// The headings are the keys of the JSON, as in the API document.
std::vector<xlsx::Column> columnsOf(std::span<Column const> columns) {
    std::vector<xlsx::Column> list;
    for (auto const& column : columns)
        list.push_back({column.key, kindOf(column.kind)});
    return list;
}

struct CellOf {
    xlsx::Cell operator()(std::nullptr_t) const { return nullptr; }
    xlsx::Cell operator()(std::int64_t number) const { return number; }
    xlsx::Cell operator()(Hundredths number) const { return number.real(); }
    xlsx::Cell operator()(std::string const& text) const { return std::string_view(text); }
};

Result<void> write(
    Report const& report,
    Question const& question,
    Transaction& transaction,
    OpenFile const& file,
    std::stop_token stop
) {
    xlsx::Workbook workbook(file, columnsOf(report.columns(question.filter)), std::move(stop));
    std::vector<xlsx::Cell> cells;
    report.list(transaction, question, {}, [&workbook, &cells](Row const& row) {
        cells.clear();
        for (auto const& cell : row)
            cells.push_back(std::visit(CellOf{}, cell));
        return workbook.add(cells);
    });
    return workbook.finish();
}

}  // namespace

Result<http::Response> spreadsheet(
    Report const& report,
    Question const& question,
    Transaction& transaction,
    std::string const& folder,
    std::stop_token stop
) {
    auto file = OpenFile::unnamed(folder);
    if (!file)
        return Error::unavailable(fmt::format(
            "cannot make a file in {}: {}", folder, std::generic_category().message(errno)
        ));
    auto const written = write(report, question, transaction, file, std::move(stop));
    if (!written)
        return written.error();
    auto const name = fmt::format("{}.xlsx", report.name);
    return http::attachmentAnswer(std::move(file), kSpreadsheetType, name);
}

}  // namespace antrean::report
