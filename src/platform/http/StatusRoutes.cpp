#include "http/StatusRoutes.hpp"

#include "db/Transaction.hpp"

#include <utility>

namespace antrean::http {
namespace {

constexpr db::Query kAnswers{"http.answers", "SELECT 1 AS answer", "SELECT 1 AS answer"};

// The second is what Reverb answers.
constexpr Key kUpKeys[] = {{"status", shape::oneOf("ok")}, {"health", shape::oneOf("OK")}};
constexpr Shape kUp = shape::object(kUpKeys);

Result<Response> up(Request const&, db::Transaction& transaction) {
    if (!transaction.number(kAnswers))
        return Error::unavailable("the database answered nothing");
    Response response;
    response.body = {{"status", "ok"}, {"health", "OK"}};
    return response;
}

}  // namespace

Routes statusRoutes(std::function<std::string()> metrics_text) {
    auto const metrics = [metrics_text = std::move(metrics_text)](Request const&) {
        Response response;
        response.text = metrics_text();
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return Result<Response>(std::move(response));
    };
    return {
        {Method::get,
         "/up",
         Work::read,
         Permission::anyone,
         {},
         "Says whether the server can serve",
         Handler(up),
         gives::body(kUp)},
        {Method::get,
         "/metrics",
         Work::none,
         Permission::anyone,
         {},
         "Figures in Prometheus' text format",
         PlainHandler(metrics),
         gives::file("text/plain")},
    };
}

}  // namespace antrean::http
