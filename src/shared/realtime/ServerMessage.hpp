// What the server says in protocol 7, ready to be sent. Keys are in Reverb's order; which `data`
// is a JSON text within the JSON is listed in contract 11.4.
#pragma once

#include "http/PushSocket.hpp"
#include "realtime/Channel.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace antrean::realtime {

// Codes of pusher:error and, from the server, of the closing of a connection. What clients do with
// them: 40xx never come back, 41xx come back after a second, 42xx at once; 43xx is never closed
// with.
enum ErrorCode : std::uint16_t {
    kUnknownApp = 4001,
    kOverQuota = 4004,
    kUnauthorized = 4009,
    kSlowReader = 4100,
    kInvalidMessage = 4200,
    kPongMissing = 4201,
    kIdle = 4202,
    kClientEventRefused = 4301,
    kWatchlistTooLong = 4302,
};

using http::Frame;

Frame connectionEstablished(SocketId const& socket_id, std::chrono::seconds activity_timeout);
Frame ping();
Frame pong();
Frame error(ErrorCode code, std::string_view message);
// `roster` is that of a presence channel as JSON; "{}" for others.
Frame subscriptionSucceeded(std::string_view channel, std::string_view roster);
// Reaches the channel's own error callback, which pusher:error does not.
Frame subscriptionError(
    std::string_view channel, std::string_view type, std::string_view message, int status
);
Frame memberAdded(std::string_view channel, std::string_view channel_data);
// `user_id` keeps its JSON type.
Frame memberRemoved(std::string_view channel, boost::json::value const& user_id);
Frame cacheMiss(std::string_view channel);
// `data` goes out as the text that the publisher gave.
Frame published(std::string_view channel, std::string_view event, std::string_view data);
// `data` goes out as the value that the client sent. `user_id`: null on channels without members.
Frame clientEvent(
    std::string_view channel,
    std::string_view event,
    boost::json::value const& data,
    boost::json::value const& user_id
);
Frame signedIn(std::string_view user_data);
// `change` is "online" or "offline".
Frame watched(std::string_view change, boost::json::array const& user_ids);

}  // namespace antrean::realtime
