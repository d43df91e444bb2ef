// What WAHA's replies mean for a message. No thread, network or database.
#pragma once

#include "base/Clock.hpp"
#include "delivery/Delivery.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// Delivery::question: whether the number has WhatsApp.
inline constexpr std::string_view kAsksForNumber = "number exists";

// The reply to sendText.
delivery::Verdict verdictOnSending(
    delivery::Delivery const& delivery, delivery::Call const& call, delivery::Reply const& reply
);
// The reply to the question for the chat's messages: delivered, if the text is among those that
// were sent after `since`; cleared, if it is not or if this WAHA server does not know.
delivery::Verdict verdictOnSearch(
    std::string_view text, Instant since, delivery::Call const& call, delivery::Reply const& reply
);
// The reply to the question for the number: refused, if it has no WhatsApp; otherwise cleared.
delivery::Verdict verdictOnNumber(delivery::Call const& call, delivery::Reply const& reply);

// The state of the session, as far as the reply to any call shows it.
std::optional<std::string> sessionStateIn(delivery::Reply const& reply);

}  // namespace antrean::whatsapp
