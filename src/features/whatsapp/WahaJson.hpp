// Reads WAHA's answers, which differ by engine (WEBJS, NOWEB and GOWS).
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// Null if the text is not JSON.
boost::json::value parsed(std::string_view text);

// The id of the sent message, in the first of these places that has one: `id`, `id._serialized`,
// `key.id`, `_data.id._serialized`.
std::optional<std::string> messageIdOf(boost::json::value const& answer);

// The state of a session in `status`: WORKING, SCAN_QR_CODE, ...
std::optional<std::string> sessionStatusOf(boost::json::value const& answer);

// The reason of a refusal in one line of at most 200 bytes: the answer's error text, or only the
// HTTP status. Contains nothing else of the answer.
std::string reasonOf(std::int64_t http_status, boost::json::value const& answer);

}  // namespace antrean::whatsapp
