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

// Parts with a file name go to `uploads`, and are kUploaded in `input`; a part with an empty file
// name is an empty field, and is ignored. The other parts go to `input` by the rules
// of FormFields. A file that is cut off by the end of the body is kept with is_whole = false, and
// the rules refuse it. A body whose boundary is missing or never occurs is empty. Errors
// (malformed): a part that does not end or has no name, too many parts.
[[nodiscard]] Result<void> readMultipart(
    std::string_view content_type,
    std::string_view body,
    boost::json::object& input,
    std::vector<http::Upload>& uploads
);

}  // namespace antrean::server
