// Bodies of type multipart/form-data (RFC 7578).
//   body = [preamble CRLF] *( "--" boundary CRLF headers CRLF content CRLF ) "--" boundary "--"
// A line may end with LF alone, as PHP reads them.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

#include <cstddef>
#include <string_view>

namespace antrean::server {

inline constexpr std::size_t kFilesMax = 20;
inline constexpr std::size_t kPartHeaderBytesMax = 8 * 1024;

// Parts with a file name go to `uploads` (one with an empty name is an input that nobody filled:
// nothing) and are kUploaded in `input`, the others to `input` by the rules of FormFields. A file
// that the body's end cuts off is kept as such, for the rules to refuse. A body whose boundary is
// not named or never comes is empty. Errors (malformed): a part that does not end or has no name,
// too many parts.
[[nodiscard]] Result<void> readMultipart(
    std::string_view content_type,
    std::string_view body,
    boost::json::object& input,
    std::vector<http::Upload>& uploads
);

}  // namespace antrean::server
