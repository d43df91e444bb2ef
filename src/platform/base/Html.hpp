#pragma once

#include <string>
#include <string_view>

namespace antrean {

// The text as HTML shows it literally, also within a quoted attribute. Bytes that are not UTF-8
// become U+FFFD.
std::string escapeHtml(std::string_view text);

}  // namespace antrean
