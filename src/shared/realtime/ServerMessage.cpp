#include "realtime/ServerMessage.hpp"

#include <boost/json.hpp>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

Frame frameOf(json::object const& message) {
    return http::textFrame(json::serialize(message));
}

}  // namespace

Frame connectionEstablished(SocketId const& socket_id, std::chrono::seconds activity_timeout) {
    json::object const data{
        {"socket_id", socket_id.text()}, {"activity_timeout", activity_timeout.count()}};
    return frameOf({{"event", "pusher:connection_established"}, {"data", json::serialize(data)}});
}

Frame ping() {
    static auto const frame = frameOf({{"event", "pusher:ping"}});
    return frame;
}

Frame pong() {
    static auto const frame = frameOf({{"event", "pusher:pong"}});
    return frame;
}

Frame error(ErrorCode code, std::string_view message) {
    json::object const data{{"code", static_cast<int>(code)}, {"message", message}};
    return frameOf({{"event", "pusher:error"}, {"data", json::serialize(data)}});
}

Frame subscriptionSucceeded(std::string_view channel, std::string_view roster) {
    return frameOf(
        {{"event", "pusher_internal:subscription_succeeded"},
         {"data", roster},
         {"channel", channel}}
    );
}

Frame subscriptionError(
    std::string_view channel, std::string_view type, std::string_view message, int status
) {
    return frameOf(
        {{"event", "pusher:subscription_error"},
         {"data", {{"type", type}, {"error", message}, {"status", status}}},
         {"channel", channel}}
    );
}

Frame memberAdded(std::string_view channel, std::string_view channel_data) {
    return frameOf(
        {{"event", "pusher_internal:member_added"}, {"data", channel_data}, {"channel", channel}}
    );
}

Frame memberRemoved(std::string_view channel, json::value const& user_id) {
    return frameOf(
        {{"event", "pusher_internal:member_removed"},
         {"data", json::serialize(json::object{{"user_id", user_id}})},
         {"channel", channel}}
    );
}

Frame cacheMiss(std::string_view channel) {
    return frameOf({{"event", "pusher:cache_miss"}, {"channel", channel}});
}

Frame published(std::string_view channel, std::string_view event, std::string_view data) {
    return frameOf({{"event", event}, {"data", data}, {"channel", channel}});
}

Frame clientEvent(
    std::string_view channel,
    std::string_view event,
    json::value const& data,
    json::value const& user_id
) {
    json::object message{{"event", event}, {"data", data}, {"channel", channel}};
    if (!user_id.is_null())
        message["user_id"] = user_id;
    return frameOf(message);
}

Frame signedIn(std::string_view user_data) {
    json::object const data{{"user_data", user_data}};
    return frameOf({{"event", "pusher:signin_success"}, {"data", json::serialize(data)}});
}

Frame watched(std::string_view status, json::array const& user_ids) {
    json::object const data{
        {"events", json::array{json::object{{"name", status}, {"user_ids", user_ids}}}}};
    return frameOf({{"event", "pusher_internal:watchlist_events"}, {"data", json::serialize(data)}}
    );
}

}  // namespace antrean::realtime
