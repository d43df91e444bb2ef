#pragma once

#include "http/NetworkGate.hpp"
#include "http/RouteTable.hpp"
#include "whatsapp/SessionStates.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace antrean::whatsapp {

struct WebhookServices {
    SessionStates& sessions;    // must outlive the routes
    std::string secret;         // WahaSettings::webhook_secret
    http::HostNames own_hosts;  // names under which clients reach this server
    // Called in the transaction that revoked a message of the reservation.
    std::function<void(db::Transaction&, std::int64_t reservation_id)> on_taken_back;
};

http::RouteTable<WebhookServices> webhookRoutes();

}  // namespace antrean::whatsapp
