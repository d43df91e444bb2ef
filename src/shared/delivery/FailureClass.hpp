#pragma once

#include <string>
#include <string_view>

namespace antrean::delivery {

// Beginnings of reasons that say why a delivery ended, before the reason of its last attempt.
inline constexpr std::string_view kTooLate = "Not delivered in time";
inline constexpr std::string_view kNoAnswer = "No answer twice, so it may have arrived";

// A stored reason without what it holds of the URL and of the other server's answer, both of which
// may have credentials. "cURL error 7: Failed to connect ... for http://..." becomes
// "cURL error 7: No connection", and "Server error: `POST http://...` resulted in a
// `500 ...` response: ..." becomes "Server error: HTTP 500". A reason in this server's own words
// stays as it is.
std::string failureClass(std::string_view reason);

}  // namespace antrean::delivery
