#pragma once

#include "http/Network.hpp"
#include "http/Route.hpp"
#include "whatsapp/SessionStates.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace antrean::whatsapp {

struct WebhookServices {
    SessionStates& sessions;  // outlives the routes
    // Shared with WAHA, which signs with it; empty: whoever calls from `networks` is believed.
    std::string secret;
    http::NetworkList networks;
    // In the transaction that took back a message of the reservation.
    std::function<void(db::Transaction&, std::int64_t reservation_id)> on_taken_back;
};

// POST /api/integrations/waha/webhook
void addWebhookRoutes(http::Routes& routes, WebhookServices const& services);

}  // namespace antrean::whatsapp
