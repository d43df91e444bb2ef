// The events that an app's webhooks are called for.
#pragma once

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace antrean::realtime {

struct WebhookEvent {
    enum class Kind : std::uint8_t {
        channel_occupied,
        channel_vacated,
        member_added,
        member_removed,
        client_event,
        cache_miss,
    };
    Kind kind{};
    std::string channel;
    std::string user_id{};  // of members, and of client events on presence channels
    std::string event{};    // this and the following are those of client events
    boost::json::value data{};
    std::string socket_id{};
};

// As the protocol names them, in the order of Kind.
inline constexpr std::array<std::string_view, 6> kWebhookEventNames{
    "channel_occupied",
    "channel_vacated",
    "member_added",
    "member_removed",
    "client_event",
    "cache_miss",
};
constexpr std::string_view name(WebhookEvent::Kind kind) {
    return kWebhookEventNames[static_cast<std::size_t>(kind)];
}

// Gets the events of one app. Thread-safe. It must not wait or call back, because it is called
// under the hub's lock.
class WebhookObserver {
public:
    virtual ~WebhookObserver() = default;
    // That a channel was occupied or a member added is reported by the process where that happened,
    // that a channel was vacated or a member removed by every process, and anything else by the
    // process where it happened.
    virtual void onEvent(WebhookEvent event) = 0;
};

}  // namespace antrean::realtime
