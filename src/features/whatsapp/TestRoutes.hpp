#pragma once

#include "delivery/Sender.hpp"
#include "http/RouteTable.hpp"
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

http::RouteTable<TestServices> testRoutes();

}  // namespace antrean::whatsapp
