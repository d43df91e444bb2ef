// The server's messages in protocol 7, ready to be sent. Keys are in Reverb's order. In protocol
// messages `data` is a JSON text within the JSON, with the exceptions listed in contract 11.4.
#pragma once

#include "http/LiveSocket.hpp"
#include "realtime/SocketId.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace antrean::realtime {

// Codes of pusher:error and of close frames. After 40xx a client does not reconnect, after 41xx it
// does so after a second, after 42xx at once. 43xx leaves the connection open.
enum ErrorCode : std::uint16_t {
    kUnknownApp = 4001,
    kOverQuota = 4004,
    kUnauthorized = 4009,
    kSlowReader = 4100,
    kReconnect = 4200,       // in the protocol, of a close
    kInvalidMessage = 4200,  // in Reverb, of an error
    kPongMissing = 4201,
    kIdle = 4202,
    kTokenEnded = 4203,
    kClientEventRefused = 4301,
    kWatchlistTooLong = 4302,
};

using http::Frame;

Frame connectionEstablished(SocketId const& socket_id, std::chrono::seconds activity_timeout);
Frame ping();
Frame pong();
Frame error(ErrorCode code, std::string_view message);
// `roster`: PresenceChannel::roster(); "{}" for other channels.
Frame subscriptionSucceeded(std::string_view channel, std::string_view roster);
// Clients call the channel's own error callback for it; for pusher:error they do not.
Frame subscriptionError(
    std::string_view channel, std::string_view type, std::string_view message, int status
);
Frame memberAdded(std::string_view channel, std::string_view channel_data);
// `user_id` keeps its JSON type.
Frame memberRemoved(std::string_view channel, boost::json::value const& user_id);
Frame cacheMiss(std::string_view channel);
// `data` is sent as the text that the publisher gave.
Frame published(std::string_view channel, std::string_view event, std::string_view data);
// `data` is sent as the value that the client gave. `user_id`: null except on presence channels.
Frame clientEvent(
    std::string_view channel,
    std::string_view event,
    boost::json::value const& data,
    boost::json::value const& user_id
);
Frame signedIn(std::string_view user_data);
// `status` is "online" or "offline".
Frame watched(std::string_view status, boost::json::array const& user_ids);

}  // namespace antrean::realtime
