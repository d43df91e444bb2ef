// The parts of a request's target (RFC 9112, 3.2), as they were sent: nothing is decoded.
#pragma once

#include <cstdint>
#include <string_view>

namespace antrean::server {

// "/api/poly/3" of "/api/poly/3?a=1", and of "http://host/api/poly/3", the form that proxies use.
std::string_view pathOf(std::string_view target);
// "a=1" of "/api/poly/3?a=1"; empty without one.
std::string_view queryOf(std::string_view target);
// 0 for anything but a positive 64-bit number: no row has that id.
std::int64_t idOf(std::string_view segment);

}  // namespace antrean::server
