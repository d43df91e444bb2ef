#include "report/ReportRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "report/Report.hpp"
#include "validation/Bind.hpp"

namespace antrean::report {
namespace {

using db::Transaction;
using http::Request;
using http::Response;

Result<Response> page(
    Report const& report, Services const& services, Request const& request, Transaction& transaction
) {
    auto filter = is::bind<Filter>(withStatusList(request.input), report.input);
    if (!filter)
        return filter.error();
    auto const directory = services.directories.get(transaction);
    Question const question{std::move(*filter), *directory, services.clock.zone()};
    auto const wanted = http::readPage(request.input);
    auto const columns = report.columns(question.filter);
    boost::json::array rows;
    report.list(transaction, question, {wanted.offset(), wanted.size}, [&](Row const& row) {
        rows.push_back(jsonRow(columns, row));
        return true;
    });
    auto const total = report.count(transaction, question);
    return http::answerList(
        http::ListStyle::pagination, report.message, std::move(rows), wanted, total, request.url()
    );
}

}  // namespace

void addRoutes(http::Routes& routes, Services const& services) {
    for (auto const* report : reports())
        routes.push_back(
            {http::Method::get,
             report->path,
             http::Work::read,
             http::Permission::reports_read,
             report->input,
             report->summary,
             http::Handler([report, services](Request const& request, Transaction& transaction) {
                 return page(*report, services, request, transaction);
             }),
             http::gives::list(rowShape(*report), http::ListStyle::pagination)}
        );
}

}  // namespace antrean::report
