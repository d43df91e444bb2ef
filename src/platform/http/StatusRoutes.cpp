#include "http/StatusRoutes.hpp"

#include "db/Transaction.hpp"
#include "validation/Rules.hpp"

namespace antrean::http {
namespace {

constexpr db::Query kAnswers{"http.answers", "SELECT 1 AS answer", "SELECT 1 AS answer"};

// The second form is Reverb's.
constexpr Key kCheckKeys[] = {{"database", shape::oneOf("ok")}};
constexpr Key kUpKeys[] = {
    {"status", shape::oneOf("ok")},
    {"health", shape::oneOf("OK")},
    shape::maybe("checks", shape::open(kCheckKeys, shape::text)),
};
constexpr Shape kUpShape = shape::object(kUpKeys);

constexpr validation::Field kUpInput[] = {
    validation::field("full", validation::nullable, validation::in("1")),
};

// Any other value is ignored, as every parameter was before there was this one.
bool wantsAll(Request const& request) {
    auto const* const full = request.input.if_contains("full");
    return full != nullptr && full->is_string() && full->get_string() == "1";
}

constexpr Refusal kStranger{ErrorKind::forbidden, "This action is unauthorized."};

constexpr Endpoint kUp{
    .work = Work::quick_read,
    .permission = Permission::anyone,
    .input = kUpInput,
    .summary = "Check whether the server can serve requests",
    .outcome = gives::body(kUpShape).refusing(kStranger).noting(
        "For everybody, or for the networks of `--up-networks`. With `full=1`, `checks` has the "
        "state of what does not keep the server from serving: `backups` is `off`, `ok`, `late` or "
        "`failed`."
    ),
    .has_own_check = true,
    .has_no_rate_limit = true,
};

Result<Response> up(
    StatusServices const& services, Request const& request, db::Transaction& transaction
) {
    auto const& networks = services.up_networks;
    if (!networks.containsEverything() && !isAdmitted(request, networks, services.own_hosts))
        return kStranger.error();
    if (auto trouble = services.trouble())
        return Error::unavailable(*std::move(trouble));
    if (!transaction.number(kAnswers))
        return Error::unavailable("the database answered nothing");
    Response response;
    boost::json::object body{{"status", "ok"}, {"health", "OK"}};
    if (wantsAll(request)) {
        boost::json::object checks{{"database", "ok"}};
        for (auto const& check : services.checks)
            checks[check.name] = check.state();
        body["checks"] = std::move(checks);
    }
    response.body = std::move(body);
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
