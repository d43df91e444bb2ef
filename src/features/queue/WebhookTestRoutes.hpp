#pragma once

#include "base/Throttle.hpp"
#include "delivery/Sender.hpp"
#include "http/RouteTable.hpp"

#include <cstddef>
#include <functional>
#include <memory>

namespace antrean::queue {

class Webhook;

// How many test calls a minute: each may start a workflow.
inline constexpr std::size_t kTestCallsMax = 6;

// References outlive the routes.
struct WebhookTestServices {
    Webhook& webhook;
    std::function<std::unique_ptr<delivery::Sender>()> makeCalls;
    Throttle& calls;
};

// Whether n8n answers, while the person who sets it up waits.
http::RouteTable<WebhookTestServices> webhookTestRoutes();

}  // namespace antrean::queue
