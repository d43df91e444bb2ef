#include "queue/Webhook.hpp"

#include "auth/Permissions.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "delivery/Dispatcher.hpp"
#include "delivery/FailureClass.hpp"
#include "delivery/Watch.hpp"
#include "queue/QueueBroadcast.hpp"
#include "queue/WebhookCarrier.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/core.h>

#include <memory>
#include <utility>

namespace antrean::queue {
namespace {

using delivery::Watch;

constexpr int kCurlTimedOut = 28;

void put(boost::json::object& body, std::string_view status, std::string_view message) {
    body["webhook_status"] = status;
    body["webhook_message"] = message;
}

// Null for a poly that was removed.
boost::json::value shortPoly(std::int64_t id, clinic::Directory const& directory) {
    for (auto const& [poly_id, poly_name] : directory.polyNames())
        if (poly_id == id)
            return boost::json::value(clinic::shortName(poly_name));
    return nullptr;
}

std::string timeoutText(std::string const& url) {
    auto const text = fmt::format(
        "Operation timed out after {} milliseconds with 0 bytes received",
        delivery::Dispatcher::kWatchMax.count()
    );
    return delivery::curlErrorText(kCurlTimedOut, text, url);
}

// Writes the result of the first attempt into the answer. The outbox continues to try after a
// failure.
void putEnding(
    boost::json::object& body,
    Watch::Ending const& ending,
    std::string const& url,
    FailureDetails details
) {
    if (ending.kind == Watch::Ending::Kind::delivered)
        return put(body, "success", "Webhook sent successfully");
    bool const is_known = ending.kind == Watch::Ending::Kind::failed;
    auto const reason = is_known ? ending.reason : timeoutText(url);
    put(body, "error", details == FailureDetails::whole ? reason : delivery::failureClass(reason));
}

}  // namespace

FailureDetails failureDetailsFor(http::Caller const& caller) {
    return caller.may(auth::permission("settings.write")) ? FailureDetails::whole
                                                          : FailureDetails::failure_class;
}

void WebhookReport::addTo(boost::json::object& body) const {
    put(body, status, message);
}

Webhook::Webhook(WebhookSettings settings, delivery::Outbox const& outbox)
    : settings_(std::move(settings)),
      outbox_(outbox),
      configured_url_({clinic::kConfigsTopic}, [](db::Transaction& transaction) {
          return clinic::findConfig(transaction, clinic::kWebhookConfig).value_or("");
      }) {}

void Webhook::follow(db::Database& database) {
    database.onNotice([this, &database](std::string_view topic, std::uint64_t count) {
        configured_url_.onNotice(topic, count);
        if (topic.empty() || topic == clinic::kConfigsTopic)
            warnOfTestUrl(database);
    });
    warnOfTestUrl(database);
}

void Webhook::warnOfTestUrl(db::Database& database) {
    auto const look = [this](db::Transaction& transaction) {
        if (clinic::isTestWebhook(url(transaction)))
            log::warning(
                "the n8n webhook is a test URL: n8n answers it for one call after somebody clicks "
                "Listen, and 404 otherwise; calls need the production URL (/webhook/...)"
            );
        return true;
    };
    database.run(db::Mode::read, {look, [](std::optional<Error> const&) {}});
}

std::string Webhook::url(db::Transaction& transaction) {
    if (!settings_.url.empty())
        return settings_.url;
    return *configured_url_.get(transaction);
}

std::string Webhook::payload(visit::Visit const& visit, clinic::Directory const& directory) const {
    auto const station = directory.station(visit.status_id).value();
    boost::json::object message{
        {"current_queue", std::to_string(visit.queue_number)},
        {"status", clinic::rowOf(station).status_name},
        {"poly", visit.poly_id},
    };
    if (settings_.names_poly)
        message["poly"] = shortPoly(visit.poly_id, directory);
    return boost::json::serialize(message);
}

WebhookReport Webhook::notify(
    db::Transaction& transaction,
    visit::Visit const& visit,
    visit::Step const& step,
    FailureDetails details
) {
    WebhookReport report;
    auto const target = url(transaction);
    if (target.empty())
        return report;
    auto const watch = std::make_shared<Watch>();
    delivery::Message message;
    message.kind = WebhookCarrier::kKind;
    message.order_key = "reservation:" + std::to_string(visit.id);
    message.target = target;
    message.body = payload(visit, step.directory);
    message.reservation_id = visit.id;
    message.give_up_at = step.moment.instant + settings_.worth;
    outbox_.add(transaction, message, step.moment.instant, watch);
    // Stays in the answer only if the process dies before it is completed.
    report.status = "error";
    report.message = "The outcome of the webhook is not known";
    report.later = [watch, target, details](http::Response answer, http::Complete const& complete) {
        auto const kept = std::make_shared<http::Response>(std::move(answer));
        watch->then([kept, complete, target, details](Watch::Ending const& ending) {
            putEnding(kept->body.get_object(), ending, target, details);
            complete(std::move(*kept));
        });
    };
    return report;
}

}  // namespace antrean::queue
