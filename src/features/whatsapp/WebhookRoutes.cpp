#include "whatsapp/WebhookRoutes.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/Network.hpp"
#include "whatsapp/Acknowledgements.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace antrean::whatsapp {
namespace {

namespace gives = http::gives;
using boost::json::object;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr http::Refusal kUnsigned{ErrorKind::unauthenticated, "Unauthenticated"};
constexpr http::Refusal kStranger{ErrorKind::forbidden, "This action is unauthorized."};

// WAHA sends whole messages with previews of their pictures, even if only their ack is wanted.
constexpr std::size_t kWebhookBytesMax = std::size_t{1} * 1024 * 1024;

constexpr Endpoint kWebhook{
    .work = Work::write,
    .permission = Permission::anyone,
    .summary = "Receive WAHA's events about messages and sessions",
    .outcome =
        gives::message()
            .refusing(kUnsigned, kStranger)
            .noting("X-Webhook-Hmac signs the body (SHA-512) where a secret is configured; "
                    "otherwise only "
                    "calls from private networks are taken. Events: message.ack, session.status."),
    .body_bytes_max = kWebhookBytesMax,
    .has_no_rate_limit = true,
};

Result<void> verify(WebhookServices const& services, Request const& request) {
    if (services.secret.empty()) {
        static auto const networks = http::NetworkList::privateNetworks();
        if (!http::isAdmitted(request, networks, services.own_hosts))
            return kStranger.error();
        return {};
    }
    auto const expected = digest::hmacSha512Hex(services.secret, request.raw_body);
    auto const given = text::lower(text::trim(request.header("X-Webhook-Hmac")));
    if (!digest::equalInConstantTime(given, expected))
        return kUnsigned.error();
    return {};
}

std::optional<std::string> textOf(object const& from, std::string_view key) {
    auto const* found = from.if_contains(key);
    auto const* text = found == nullptr ? nullptr : found->if_string();
    if (text == nullptr || text->empty())
        return std::nullopt;
    return std::string(*text);
}

// `id` is a text, or an object with the text in `_serialized`.
std::optional<std::string> messageIdOf(object const& payload) {
    if (auto id = textOf(payload, "id"))
        return id;
    auto const* found = payload.if_contains("id");
    auto const* parts = found == nullptr ? nullptr : found->if_object();
    return parts == nullptr ? std::nullopt : textOf(*parts, "_serialized");
}

// A message that the clinic received.
bool isFromAnother(object const& payload, std::string const& id) {
    auto const* from_us = payload.if_contains("fromMe");
    return id.starts_with("false_") ||
           (from_us != nullptr && *from_us == boost::json::value(false));
}

bool hearMessage(
    WebhookServices const& services,
    object const& payload,
    Request const& request,
    Transaction& transaction
) {
    auto const id = messageIdOf(payload);
    auto const* ack = payload.if_contains("ack");
    if (!id || ack == nullptr || !ack->is_int64() || ack->get_int64() < kAckError)
        return false;
    if (isFromAnother(payload, *id))
        return true;
    auto const taken_back = acknowledge(transaction, *id, ack->get_int64(), request.moment.instant);
    if (taken_back)
        services.on_taken_back(transaction, *taken_back);
    return true;
}

bool hearSession(
    WebhookServices const& services,
    object const& envelope,
    object const& payload,
    Request const& request
) {
    auto const session = textOf(envelope, "session");
    auto const state = textOf(payload, "status");
    if (!session || !state)
        return false;
    services.sessions.record(*session, *state, request.moment.instant);
    return true;
}

bool hear(WebhookServices const& services, Request const& request, Transaction& transaction) {
    auto const& envelope = request.input;
    auto const event = textOf(envelope, "event");
    auto const* found = envelope.if_contains("payload");
    auto const* payload = found == nullptr ? nullptr : found->if_object();
    if (!event || payload == nullptr)
        return false;
    if (*event == "message.ack")
        return hearMessage(services, *payload, request, transaction);
    if (*event == "session.status")
        return hearSession(services, envelope, *payload, request);
    return false;
}

Result<Response> take(
    WebhookServices const& services, Request const& request, Transaction& transaction
) {
    if (auto const allowed = verify(services, request); !allowed)
        return allowed.error();
    return http::answer(
        hear(services, request, transaction) ? "Webhook processed successfully" : "Webhook ignored"
    );
}

constexpr http::RouteOf<WebhookServices> kRoutes[] = {
    {http::Method::post, "/api/integrations/waha/webhook", kWebhook, run<take>},
};

}  // namespace

http::RouteTable<WebhookServices> webhookRoutes() {
    return kRoutes;
}

}  // namespace antrean::whatsapp
