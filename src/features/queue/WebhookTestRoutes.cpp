#include "queue/WebhookTestRoutes.hpp"

#include "audit/Entry.hpp"
#include "auth/Permissions.hpp"
#include "clinic/Configs.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/Headers.hpp"
#include "delivery/SecretUrl.hpp"
#include "http/Answer.hpp"
#include "queue/Webhook.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace antrean::queue {
namespace {

namespace gives = http::gives;
namespace shape = http::shape;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::chrono::milliseconds kTimeout{12'000};

constexpr http::Refusal kNoUrl{ErrorKind::refused, "No n8n URL is set"};
constexpr http::Refusal kTooMany{
    ErrorKind::throttled, "Too many test calls. Please try again later."};

constexpr http::Key kFindingKeys[] = {
    {"is_working", shape::boolean},
    {"target", shape::like("https://n8n.example/webhook/***")},
    {"http_status", shape::orNull(shape::integer)},
    {"is_test_url", shape::boolean},
    {"problem", shape::orNull(shape::text)},
};
constexpr http::Shape kFinding = shape::object(kFindingKeys, "WebhookTest");

constexpr Endpoint kTest{
    .work = Work::remote,
    .permission = auth::permission("settings.write"),
    .summary = "Send a test call to n8n",
    .outcome = gives::one(kFinding)
                   .refusing(kNoUrl, kTooMany)
                   .noting("The body is that of a call with the number 0, the status TEST and "
                           "`\"test\": true`. At most 6 a minute. `problem` is for staff."),
};

struct Finding {
    std::string target;
    std::optional<std::int64_t> http_status;
    bool is_test_url = false;
    std::string problem;  // empty: n8n answered as it should
};

std::string problemOf(delivery::Reply const& reply, delivery::Call const& call, bool is_test_url) {
    if (reply.status == 0)
        return "n8n tidak dapat dihubungi: " +
               delivery::curlErrorText(reply.curl_code, reply.curl_text, call.url);
    if (reply.status / 100 == 2)
        return {};
    if (reply.status == 404)
        return is_test_url ? "n8n hanya menjawab URL uji setelah Listen diklik; pakai URL produksi "
                             "(/webhook/)"
                           : "n8n tidak mengenal URL ini: aktifkan workflow-nya, atau periksa URL";
    return fmt::format("n8n menjawab HTTP {}", reply.status);
}

delivery::Call testCall(std::string url, WebhookSettings const& settings, Instant now) {
    delivery::Call call;
    call.url = std::move(url);
    call.body = boost::json::serialize(boost::json::object{
        {"current_queue", "0"}, {"status", "TEST"}, {"poly", 0}, {"test", true}});
    call.timeout = kTimeout;
    call.headers = delivery::signatureHeaders(settings.secret, call.body, now);
    call.headers.push_back({"Content-Type", "application/json"});
    call.headers.push_back({"Accept", "application/json"});
    return call;
}

// The URL, after the call is in the audit.
Result<std::string> writeDown(
    WebhookTestServices const& services, Request const& request, db::Database& database
) {
    return database.write<std::string>([&](db::Transaction& transaction) -> Result<std::string> {
        auto url = services.webhook.url(transaction);
        if (url.empty())
            return kNoUrl.error();
        audit::record(
            transaction,
            request,
            {.kind = "n8n_test", .action = "sent", .object_name = delivery::withoutCredentials(url)}
        );
        return url;
    });
}

Result<Finding> test(
    WebhookTestServices const& services, Request const& request, db::Database& database
) {
    if (auto const wait_s = services.calls.count({}, std::chrono::steady_clock::now())) {
        auto error = kTooMany.error();
        error.retry_after_s = *wait_s;
        return error;
    }
    auto const url = writeDown(services, request, database);
    if (!url)
        return url.error();
    auto const call = testCall(*url, services.webhook.settings(), request.moment.instant);
    auto const reply = delivery::callAndWait(*services.makeCalls(), call);
    Finding finding;
    finding.target = delivery::withoutCredentials(*url);
    finding.is_test_url = clinic::isTestWebhook(*url);
    if (reply.status != 0)
        finding.http_status = reply.status;
    finding.problem = problemOf(reply, call, finding.is_test_url);
    return finding;
}

Response show(WebhookTestServices const&, Request const&, Finding const& finding) {
    bool const is_working = finding.problem.empty();
    return http::answer(
        is_working ? "n8n answered" : "n8n did not answer as it should",
        boost::json::object{
            {"is_working", is_working},
            {"target", finding.target},
            {"http_status", http::orNull(finding.http_status)},
            {"is_test_url", finding.is_test_url},
            {"problem", is_working ? nullptr : boost::json::value(finding.problem)},
        }
    );
}

constexpr http::RouteOf<WebhookTestServices> kRoutes[] = {
    {http::Method::post, "/api/integrations/n8n/test", kTest, run<test, show>},
};

}  // namespace

http::RouteTable<WebhookTestServices> webhookTestRoutes() {
    return kRoutes;
}

}  // namespace antrean::queue
