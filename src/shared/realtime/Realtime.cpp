#include "realtime/Realtime.hpp"

#include "base/Text.hpp"
#include "realtime/Connection.hpp"

#include <algorithm>
#include <utility>

namespace antrean::realtime {
namespace {

constexpr std::string_view kPath = "/app/";

std::string_view originOf(http::Incoming const& request) {
    auto const found = std::ranges::find_if(request.headers, [](http::Header const& header) {
        return text::equalIgnoringCase(header.name, "Origin");
    });
    return found == request.headers.end() ? std::string_view() : std::string_view(found->value);
}

http::LiveLimits pushLimits(bool has_peers) {
    http::LiveLimits limits;
    limits.slow_reader_code = kSlowReader;
    if (has_peers)
        limits.stop_code = kReconnect;
    return limits;
}

}  // namespace

Realtime::Realtime(std::vector<App> apps, bool has_peers)
    : WebSocketService(pushLimits(has_peers)) {
    for (auto& app : apps)
        hubs_.push_back(std::make_unique<Hub>(std::move(app)));
}

void Realtime::start(std::vector<std::shared_ptr<http::Mailbox>> threads) {
    for (auto const& hub : hubs_)
        hub->start(threads);
    threads_ = std::move(threads);
}

bool Realtime::serves(std::string_view path) const {
    return path.starts_with(kPath) && path.find('/', kPath.size()) == std::string_view::npos;
}

std::unique_ptr<http::Conversation> Realtime::open(
    std::string_view path,
    http::Incoming const& request,
    std::size_t thread,
    http::LiveSocket& socket
) {
    auto const refuse = [&socket](ErrorCode code, std::string_view message) {
        return std::make_unique<RefusedConnection>(socket, code, message);
    };
    auto const key = path.substr(kPath.size());
    auto const found =
        std::ranges::find_if(hubs_, [key](auto const& hub) { return hub->app().key == key; });
    if (found == hubs_.end())
        return refuse(kUnknownApp, "Application does not exist");
    auto& hub = **found;
    if (!isOriginAllowed(hub.app(), originOf(request)))
        return refuse(kUnauthorized, "Origin not allowed");
    if (!hub.connect())
        return refuse(kOverQuota, "Application is over connection quota");
    return std::make_unique<Connection>(hub, thread, socket);
}

std::vector<Hub*> Realtime::hubs() const {
    std::vector<Hub*> hubs;
    for (auto const& hub : hubs_)
        hubs.push_back(hub.get());
    return hubs;
}

std::size_t Realtime::subscriptions(std::string_view channel) const {
    std::size_t all = 0;
    for (auto const& hub : hubs_)
        all += hub->figures(channel).value_or(ChannelFigures{}).subscriptions;
    return all;
}

Hub* Realtime::find(std::string_view app_id) const {
    auto const found =
        std::ranges::find_if(hubs_, [app_id](auto const& hub) { return hub->app().id == app_id; });
    return found == hubs_.end() ? nullptr : found->get();
}

void Realtime::announce(std::string_view channel, std::string_view event, std::string_view data)
    const {
    for (auto const& hub : hubs_)
        hub->publish(channel, {.name = event, .data = data, .is_lasting = true});
}

void Realtime::publishHere(std::string_view channel, std::string_view event, std::string_view data)
    const {
    for (auto const& hub : hubs_)
        hub->publish(channel, {.name = event, .data = data, .is_local = true});
}

}  // namespace antrean::realtime
