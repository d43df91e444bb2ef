#include "http/StatusRoutes.hpp"

#include "db/Transaction.hpp"

namespace antrean::http {
namespace {

constexpr db::Query kAnswers{"http.answers", "SELECT 1 AS answer", "SELECT 1 AS answer"};

// The second form is Reverb's.
constexpr Key kUpKeys[] = {{"status", shape::oneOf("ok")}, {"health", shape::oneOf("OK")}};
constexpr Shape kUpShape = shape::object(kUpKeys);

constexpr Refusal kStranger{ErrorKind::forbidden, "This action is unauthorized."};

constexpr Endpoint kUp{
    .work = Work::quick_read,
    .permission = Permission::anyone,
    .summary = "Check whether the server can serve requests",
    .outcome = gives::body(kUpShape).refusing(kStranger).noting(
        "For everybody, or for the networks of `--up-networks`."
    ),
    .has_no_rate_limit = true,
};

Result<Response> up(
    StatusServices const& services, Request const& request, db::Transaction& transaction
) {
    auto const& networks = services.up_networks;
    if (!networks.containsEverything() && !isAdmitted(request, networks, services.own_hosts))
        return kStranger.error();
    if (auto trouble = services.database_trouble())
        return Error::unavailable(*std::move(trouble));
    if (!transaction.number(kAnswers))
        return Error::unavailable("the database answered nothing");
    Response response;
    response.body = {{"status", "ok"}, {"health", "OK"}};
    return response;
}

constexpr Endpoint kMetrics{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Get metrics in Prometheus' text format",
    .outcome = gives::file("text/plain")
                   .refusing(kStranger)
                   .noting("Only for the networks of `--metrics-networks`."),
    .has_no_rate_limit = true,
};

Result<Response> metrics(StatusServices const& services, Request const& request) {
    if (!isAdmitted(request, services.metrics_networks, services.own_hosts))
        return kStranger.error();
    Response response;
    response.text = services.metrics_text();
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

using enum Method;

constexpr RouteOf<StatusServices> kRoutes[] = {
    {get, "/up", kUp, run<up>},
    {get, "/metrics", kMetrics, run<metrics>},
};

}  // namespace

RouteTable<StatusServices> statusRoutes() {
    return kRoutes;
}

}  // namespace antrean::http
