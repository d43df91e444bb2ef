#include "queue/WebhookCarrier.hpp"

#include "delivery/Headers.hpp"
#include "queue/Webhook.hpp"

namespace antrean::queue {

std::optional<std::string> WebhookCarrier::whyUnwanted(
    delivery::Delivery const&, db::Transaction& transaction
) {
    if (webhook_.url(transaction).empty())
        return WebhookReport().message;
    return std::nullopt;
}

Result<delivery::Call> WebhookCarrier::compose(
    delivery::Delivery const& delivery, db::Transaction& transaction
) {
    delivery::Call call;
    call.url = webhook_.url(transaction);
    call.body = delivery.body;
    call.timeout = webhook_.settings().timeout;
    call.headers = delivery::signatureHeaders(webhook_.settings().secret, call.body, clock_.now());
    call.headers.push_back({"Content-Type", "application/json"});
    call.headers.push_back({"Accept", "application/json"});
    return call;
}

}  // namespace antrean::queue
