// Reads WAHA's answers, which differ by engine (WEBJS, NOWEB and GOWS).
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::whatsapp {

// Null if the text is not JSON.
boost::json::value parsed(std::string_view text);

// The id of the sent message, in the first of these places that has one: `id`, `id._serialized`,
// `key.id`, `_data.id._serialized`.
std::optional<std::string> messageIdOf(boost::json::value const& answer);

// The part of a message's id that all engines and webhooks share: "3EB0" of
// "true_6281234567890@c.us_3EB0", "true_..@lid_3EB0" and "true_..@g.us_3EB0_62..@c.us".
std::string shortIdOf(std::string_view message_id);

// A message of a chat, as WAHA lists it.
struct ListedMessage {
    std::string short_id;
    std::string text;
    std::int64_t sent_at_s = 0;  // since 1970
    bool is_from_us = false;
};
// Empty if the answer is not a list.
std::optional<std::vector<ListedMessage>> messagesOf(boost::json::value const& answer);

// Whether a telephone number has WhatsApp.
std::optional<bool> numberExists(boost::json::value const& answer);

// The state of a session in `status`: WORKING, SCAN_QR_CODE, ...
std::optional<std::string> sessionStatusOf(boost::json::value const& answer);

// The text of the QR code with which a phone connects, in `value`.
std::optional<std::string> pairingCodeOf(boost::json::value const& answer);

// The reason of a refusal in one line of at most 200 bytes: the answer's error text, or only the
// HTTP status. Contains nothing else of the answer.
std::string reasonOf(std::int64_t http_status, boost::json::value const& answer);

}  // namespace antrean::whatsapp
