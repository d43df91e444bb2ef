// Which compressed form of a body a client accepts (RFC 9110, 12.5.3).
#pragma once

#include <cstdint>
#include <string_view>

namespace antrean::http {

enum class ContentCoding : std::uint8_t { identity, gzip, brotli };
// As in Content-Encoding; empty for identity.
std::string_view name(ContentCoding coding);

// The compressed forms that the server has of a body, besides the body itself.
struct Codings {
    bool gzip = false;
    bool brotli = false;
};

// The form with the highest weight in the value of Accept-Encoding; of equal ones the smallest:
// brotli, then gzip. `identity` when the client accepts nothing else, and also when it refuses
// everything that there is: the RFC prefers an answer to none.
ContentCoding preferredCoding(std::string_view accept_encoding, Codings available);

}  // namespace antrean::http
