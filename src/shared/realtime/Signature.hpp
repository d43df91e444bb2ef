// The signatures of the Pusher protocol, which prove the knowledge of an app's secret.
#pragma once

#include "realtime/App.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::realtime {

// "KEY:SIGNATURE" for a subscription. `channel_data`: of a presence channel, byte for byte;
// otherwise empty.
std::string channelAuth(
    App const& app,
    std::string_view socket_id,
    std::string_view channel,
    std::string_view channel_data = {}
);
// "KEY:SIGNATURE" for pusher:signin.
std::string userAuth(App const& app, std::string_view socket_id, std::string_view user_data);
// Takes the same time wherever the first difference is.
bool isAuth(std::string_view given, std::string const& expected);

// A call of the HTTP API, as it arrived.
struct SignedCall {
    std::string_view method;    // "POST"
    std::string_view path;      // decoded
    std::string_view raw_path;  // as sent; some libraries sign this one
    std::string_view query;     // as sent, without the question mark
    std::string_view body;
};
// Empty if the call is signed with the secret, with a time within ten minutes of `now`. Otherwise
// which check failed, in one sentence that gives nothing away.
std::optional<std::string> whyNotSigned(
    App const& app, SignedCall const& call, std::chrono::system_clock::time_point now
);
// The same before the body is read, which call.body need not have: the signature covers the MD5 of
// the body, not the body.
std::optional<std::string> whyHeadNotSigned(
    App const& app, SignedCall const& call, std::chrono::system_clock::time_point now
);

}  // namespace antrean::realtime
