#include "report/ReportRoutes.hpp"

#include "auth/Permissions.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/Paginator.hpp"
#include "http/RouteTable.hpp"
#include "report/Export.hpp"
#include "report/Report.hpp"
#include "report/Sorted.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace antrean::report {
namespace {

using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;
namespace gives = http::gives;

// The services of one report's routes.
struct Asked {
    Report const& report;
    Services services;
};

void splitStatusList(boost::json::object& input) {
    input = withStatusList(std::move(input));
}

Endpoint pageOf(Report const& report) {
    return {
        .work = Work::read,
        .permission = auth::permission("reports.read"),
        .input = report.page_input,
        .summary = report.summary,
        .outcome = gives::list(rowShape(report), http::ListStyle::pagination),
        .prepare = splitStatusList,
        .reads_history = true,
    };
}

Endpoint exportOf(Report const& report) {
    return {
        .work = Work::bulk,
        .permission = auth::permission("reports.read"),
        .input = report.input,
        .summary = report.summary,
        .outcome = gives::file(kSpreadsheetType),
        .prepare = splitStatusList,
        .reads_history = true,
    };
}

// Both routes have the same rules and the same form of errors.
Result<Filter> filterOf(is::Spec input, Request const& request) {
    auto filter = http::inputOf<Filter>(request, Endpoint{.input = input});
    if (filter)
        if (auto unfit = unfitFilters(*filter))
            return *std::move(unfit);
    return filter;
}

bool isReversed(Report const& report, Filter const& filter) {
    return filter.order && (*filter.order == "desc") != report.is_latest_first;
}

// The same rows, if rows are skipped from the end.
Slice fromTheEnd(Slice slice, std::int64_t total) {
    auto const end = std::max<std::int64_t>(total - slice.skipped, 0);
    auto const size = std::min(*slice.size, end);
    return {end - size, size};
}

Result<std::vector<Row>> listByDate(
    Transaction& transaction,
    Report const& report,
    Question const& question,
    std::int64_t total,
    Slice slice
) {
    auto const is_reversed = isReversed(report, question.filter);
    std::vector<Row> rows;
    auto const take = [&rows](Row const& row) {
        rows.push_back(row);
        return true;
    };
    report.list(transaction, question, is_reversed ? fromTheEnd(slice, total) : slice, take);
    if (is_reversed)
        std::ranges::reverse(rows);
    return rows;
}

struct Listed {
    std::span<Column const> columns;
    http::PageOf<Row> page;
};

Result<Listed> list(Asked const& asked, Request const& request, Transaction& transaction) {
    auto const& [report, services] = asked;
    auto filter = filterOf(report.page_input, request);
    if (!filter)
        return filter.error();
    auto const directory = services.directories.get(transaction);
    Question const question{std::move(*filter), *directory, services.clock.zone()};
    auto const wanted = http::readPage(request.input);
    auto const total = report.count(transaction, question);
    Slice const slice{wanted.offset(), wanted.size};
    auto rows = question.filter.sort ? listSorted(transaction, report, question, total, slice)
                                     : listByDate(transaction, report, question, total, slice);
    if (!rows)
        return rows.error();
    return Listed{report.columns(question.filter), {*std::move(rows), wanted, total}};
}

Response showList(Asked const& asked, Request const& request, Listed const& listed) {
    auto const shown = [&listed](Row const& row) { return jsonRow(listed.columns, row); };
    return http::answerPage(
        http::ListStyle::pagination, asked.report.message, listed.page, request, shown
    );
}

// All rows are read in one transaction, so they are of the same moment.
Result<Response> exported(Asked const& asked, Request const& request, db::Database& database) {
    auto const& [report, services] = asked;
    auto const filter = filterOf(report.input, request);
    if (!filter)
        return filter.error();
    return database.readApart<Response>([&](Transaction& transaction) {
        auto const directory = services.directories.get(transaction);
        Question const question{*filter, *directory, services.clock.zone()};
        return spreadsheet(
            report, question, transaction, services.export_folder, request.client_gone
        );
    });
}

using enum http::Method;
using Line = http::RouteOf<Asked>;

// The pages come before the exports, as in the API document.
Line pageLine(Report const& report) {
    return {get, report.path, pageOf(report), run<list, showList>};
}
Line exportLine(Report const& report) {
    return {get, report.export_path, exportOf(report), run<exported>};
}

}  // namespace

http::Descriptions describe() {
    http::Descriptions descriptions;
    for (auto const line : {pageLine, exportLine})
        for (auto const* report : reports())
            descriptions.push_back(line(*report).description());
    return descriptions;
}

http::Routes bind(Services const& services) {
    http::Routes routes;
    for (auto const line : {pageLine, exportLine})
        for (auto const* report : reports()) {
            auto const table = line(*report);
            auto bound = http::bind(http::RouteTable<Asked>(&table, 1), Asked{*report, services});
            routes.push_back(std::move(bound.front()));
        }
    return routes;
}

}  // namespace antrean::report
