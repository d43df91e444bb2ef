#pragma once

#include "base/Clock.hpp"
#include "delivery/Carrier.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace antrean::queue {

class Webhook;

// Carries the messages of a Webhook, which outlives it; so does the clock.
class WebhookCarrier final : public delivery::Carrier {
public:
    static constexpr std::string_view kKind = "n8n";

    WebhookCarrier(Webhook& webhook, Clock const& clock) : webhook_(webhook), clock_(clock) {}

    std::string_view kind() const override { return kKind; }
    // The operator took the URL away.
    std::optional<std::string> whyUnwanted(
        delivery::Delivery const& delivery, db::Transaction& transaction
    ) override;
    // A workflow that is slow, rather than down, would run again and again.
    bool isSentTwiceAtMost() const override { return true; }
    // Goes to the URL of now: the one that the message was written for may have been a mistake.
    Result<delivery::Call> compose(delivery::Delivery const& delivery, db::Transaction& transaction)
        override;

private:
    Webhook& webhook_;
    Clock const& clock_;
};

}  // namespace antrean::queue
