#pragma once

#include "delivery/Carrier.hpp"
#include "realtime/Hub.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::realtime {

// Sends the webhook calls of apps, signed with the app's secret. The hubs outlive it.
class WebhookCarrier final : public delivery::Carrier {
public:
    static constexpr std::string_view kKind = "pusher";

    explicit WebhookCarrier(std::vector<Hub*> hubs) : hubs_(std::move(hubs)) {}

    std::string_view kind() const override { return kKind; }
    // With a reason if the app or its webhook has been removed.
    std::optional<std::string> whyUnwanted(
        delivery::Delivery const& delivery, db::Transaction& transaction
    ) override;
    // They report on connections, of which there may be very many.
    std::optional<std::chrono::hours> keptFor() const override { return std::chrono::hours(24); }
    Result<delivery::Call> compose(delivery::Delivery const& delivery, db::Transaction& transaction)
        override;

    // The order_key of its deliveries: one for each app and webhook.
    static std::string orderKey(App const& app, std::string_view url);

private:
    App const* find(delivery::Delivery const& delivery) const;

    std::vector<Hub*> const hubs_;
};

}  // namespace antrean::realtime
