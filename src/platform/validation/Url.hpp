#pragma once

#include <string_view>

namespace antrean::validation {

// scheme "://" [user [":" password] "@"] host [":" port] [path] ["?" query] ["#" fragment]
// with a scheme that is in use, and a host that is a name (one label will do), an IPv4 or an
// [IPv6] address. Letters of any script may stand unescaped.
bool isUrl(std::string_view text);

}  // namespace antrean::validation
