// What WAHA says, whichever of its engines says it (WEBJS, NOWEB and GOWS answer differently).
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// Null for a text that is no JSON.
boost::json::value parsed(std::string_view text);

// The id of the message that was sent, in the first of these places that has one: `id`,
// `id._serialized`, `key.id`, `_data.id._serialized`.
std::optional<std::string> messageIdOf(boost::json::value const& answer);

// The state of a session in `status`: WORKING, SCAN_QR_CODE, ...
std::optional<std::string> sessionStatusOf(boost::json::value const& answer);

// Why a request was refused, in one line of at most 200 bytes; the HTTP status alone when the
// answer does not say. Never more of the answer than its error text.
std::string reasonOf(std::int64_t http_status, boost::json::value const& answer);

}  // namespace antrean::whatsapp
