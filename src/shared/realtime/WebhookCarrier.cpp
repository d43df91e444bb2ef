#include "realtime/WebhookCarrier.hpp"

#include "base/Digest.hpp"

namespace antrean::realtime {

std::string WebhookCarrier::orderKey(App const& app, std::string_view url) {
    return app.id + " " + std::string(url);
}

App const* WebhookCarrier::find(delivery::Delivery const& delivery) const {
    for (auto const* const hub : hubs_)
        for (auto const& webhook : hub->app().webhooks)
            if (orderKey(hub->app(), webhook.url) == delivery.order_key)
                return &hub->app();
    return nullptr;
}

std::optional<std::string>
WebhookCarrier::whyUnwanted(delivery::Delivery const& delivery, db::Transaction&) {
    if (find(delivery) == nullptr)
        return "The app has no such webhook any more";
    return std::nullopt;
}

Result<delivery::Call>
WebhookCarrier::compose(delivery::Delivery const& delivery, db::Transaction&) {
    auto const* const app = find(delivery);
    if (app == nullptr)
        return Error::notFound("The app has no such webhook any more");
    delivery::Call call;
    call.url = delivery.target;
    call.body = delivery.body;
    call.headers = {
        {"Content-Type", "application/json"},
        {"X-Pusher-Key", app->key},
        {"X-Pusher-Signature", digest::hmacSha256Hex(app->secret, call.body)},
    };
    return call;
}

}  // namespace antrean::realtime
