#pragma once

#include "delivery/Sender.hpp"
#include "http/Route.hpp"
#include "whatsapp/SessionStates.hpp"

#include <functional>
#include <memory>

namespace antrean {
class Seal;
}

namespace antrean::whatsapp {

// References must outlive the routes.
struct TestServices {
    Seal const& seal;
    SessionStates& sessions;
    std::function<std::unique_ptr<delivery::Sender>()> makeCalls;
};

// POST /api/whatsapp-configs/{id}/test
void addTestRoutes(http::Routes& routes, TestServices const& services);

}  // namespace antrean::whatsapp
