#pragma once

#include <string_view>

namespace antrean::validation {

// True for
//   scheme "://" [user [":" password] "@"] host [":" port] [path] ["?" query] ["#" fragment]
// with a scheme that is in use. The host is a name (a single label is allowed), an IPv4 or an
// [IPv6] address. Letters of any script need not be escaped.
bool isUrl(std::string_view text);

}  // namespace antrean::validation
