#pragma once

#include "base/Throttle.hpp"
#include "delivery/Sender.hpp"
#include "http/RouteTable.hpp"
#include "whatsapp/SessionStates.hpp"

#include <functional>
#include <memory>

namespace antrean {
class Seal;
}

namespace antrean::whatsapp {

// How many messages a minute may be sent for a test: WhatsApp blocks numbers that send many.
inline constexpr std::size_t kTestMessagesMax = 10;

// References must outlive the routes.
struct TestServices {
    Seal const& seal;
    SessionStates& sessions;
    std::function<std::unique_ptr<delivery::Sender>()> makeCalls;
    Throttle& messages;  // by config
};

http::RouteTable<TestServices> testRoutes();

}  // namespace antrean::whatsapp
