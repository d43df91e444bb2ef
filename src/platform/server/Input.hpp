// From the raw pieces of a request to what handlers see: contract 1.7. The original is PHP, so
// PHP's rules for names ("a[]", "a[0]", "a[b]"), merging and malformed bodies hold.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::server {

inline constexpr std::size_t kJsonDepthMax = 64;
// Elements of lists and members of objects, at all levels together.
inline constexpr std::size_t kJsonValuesMax = 200'000;

// Fills request.input and request.uploads, which are empty before.
// - The body is read by its content type; one that is malformed JSON (request.has_broken_body), or
//   of no known type, counts as empty. The query adds what the body does not have.
// - Strings are trimmed (passwords are not), empty ones become null, NULs vanish. Strings of the
//   query or a form that are no UTF-8 are repaired with U+FFFD.
// Errors (malformed): a multipart body that cannot be read; too many values, fields, files or
// levels.
[[nodiscard]] Result<void> readInput(
    std::string_view content_type,
    std::string_view body,
    std::string_view query,
    http::Request& request
);

// The path of a request line, without its query, as routes are written: percent escapes decoded,
// one leading slash, no trailing one. Empty when it is malformed: "%zz", NUL, no UTF-8.
std::optional<std::string> decodedPath(std::string_view path);

// At most how many bytes of memory readInput needs for what it makes of the body. Cheap: it looks
// at each byte once.
std::size_t inputBytesMax(std::string_view content_type, std::string_view body);

// The method that a POST really means: by X-HTTP-Method-Override, or by `_method` in `body` or in
// the query, where they say PUT, PATCH or DELETE. Any other request means what it says.
// `content_type` is that of the body, which is empty when it is too long to be looked into.
http::Method methodOverride(
    http::Request const& request, std::string_view content_type, std::string_view body
);

}  // namespace antrean::server
