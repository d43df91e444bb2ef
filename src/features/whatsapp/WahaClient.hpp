// Calls a WAHA server while a client waits for the answer: for the set-up of a WhatsApp config.
#pragma once

#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "delivery/Sender.hpp"
#include "whatsapp/Sender.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// For one thread.
class WahaClient {
public:
    WahaClient(Sender sender, std::unique_ptr<delivery::Sender> calls)
        : sender_(std::move(sender)), calls_(std::move(calls)) {}

    // The state of the sender's session. Errors give the reason, for staff.
    Result<std::string> sessionState();
    // What a phone scans to connect to the session, as the text of a QR code.
    Result<std::string> pairingCode();
    // Sends a message; returns its id if WAHA returned one. Errors as above.
    Result<std::optional<std::string>> sendText(std::string_view chat_id, std::string_view text);

private:
    // The answer, if it was a success.
    Result<boost::json::value> ask(delivery::Call call);

    Sender sender_;
    std::unique_ptr<delivery::Sender> calls_;
};

// How long WAHA may take to send a message: a browser that it controls may be slow.
inline constexpr std::chrono::milliseconds kSendTimeout{30'000};

// WAHA's request for sending a message, used by carrier and client.
delivery::Call sendTextCall(Sender const& sender, std::string_view chat_id, std::string_view text);
// Asks for the latest messages of a chat that are from us and not older than that.
delivery::Call messagesCall(Sender const& sender, std::string_view chat_id, Instant since);
// Asks whether the number of a chat id has WhatsApp.
delivery::Call existenceCall(Sender const& sender, std::string_view chat_id);

// What staff have to do about a session in that state; empty if it works.
std::string problemOf(std::string_view session_state);

}  // namespace antrean::whatsapp
