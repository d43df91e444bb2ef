// Converts the raw parts of a request to the input of handlers (contract 1.7). The original is PHP,
// so PHP's rules for names ("a[]", "a[0]", "a[b]"), merging and malformed bodies apply.
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
// Of one object, as for forms: with keys that all have the same hash, the time to read an object
// grows with the square of their number. The same for a list that is the whole body.
inline constexpr std::size_t kJsonMembersMax = 1'000;

// Fills request.input and request.uploads, which are empty before.
// - The body is read by its content type. Malformed JSON (request.has_broken_body) and a body of an
//   unknown type count as empty. The query adds the fields that the body does not have.
// - Strings are trimmed (passwords are not), empty strings become null, NULs are removed. Invalid
//   UTF-8 in a query or a form is replaced by U+FFFD.
// Errors (malformed): a multipart body that cannot be read; too many values, fields, files or
// levels.
[[nodiscard]] Result<void> readInput(
    std::string_view content_type,
    std::string_view body,
    std::string_view query,
    http::Request& request
);

// The path of a request line, without its query, as routes are written: percent escapes decoded,
// one leading slash, no trailing one. Empty when it is malformed: "%zz", NUL, invalid UTF-8.
std::optional<std::string> decodedPath(std::string_view path);

// An upper bound, in bytes, of the memory that readInput needs for the input from the body. Cheap:
// reads each byte once.
std::size_t inputBytesMax(std::string_view content_type, std::string_view body);

// The effective method: X-HTTP-Method-Override, or `_method` in `body` or in the query, replaces a
// POST by PUT, PATCH or DELETE. Other methods are not replaced. `content_type` is that of the body;
// `body` is empty when it is too long to be searched.
http::Method methodOverride(
    http::Request const& request, std::string_view content_type, std::string_view body
);

}  // namespace antrean::server
