// What proves that somebody knows an app's secret.
#pragma once

#include "realtime/App.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace antrean::realtime {

// "KEY:SIGNATURE" for a subscription. `channel_data` is that of a presence channel, byte for byte;
// empty: none.
std::string channelAuth(
    App const& app,
    std::string_view socket_id,
    std::string_view channel,
    std::string_view channel_data = {}
);
// "KEY:SIGNATURE" for pusher:signin.
std::string userAuth(App const& app, std::string_view socket_id, std::string_view user_data);
// Takes the same time whatever letter of `given` is wrong.
bool isAuth(std::string_view given, std::string const& expected);

// A call of the HTTP API, as it arrived.
struct SignedCall {
    std::string_view method;    // "POST"
    std::string_view path;      // decoded
    std::string_view raw_path;  // as sent; some libraries sign that one
    std::string_view query;     // as sent, without the question mark
    std::string_view body;
};
// Whether a publisher that knows the secret made the call, at most ten minutes before or after
// `now`.
bool isSigned(App const& app, SignedCall const& call, std::chrono::system_clock::time_point now);

}  // namespace antrean::realtime
