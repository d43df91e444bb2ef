// The program may be served below a path of a host, behind a proxy that passes paths unchanged
// (--base-path). Routes are written without it.
#pragma once

#include <string>
#include <string_view>

namespace antrean::server {

// "/antrean", also with a slash at its end; "/" and "" are no base path. Letters, digits and
// "-._~" between single slashes.
bool isBasePath(std::string_view text);

// "/antrean/api/poly" -> "/api/poly", "/antrean" -> "/". A path that is not below the base path is
// unchanged: health checks and direct clients need no prefix.
std::string withoutBase(std::string path, std::string_view base_path);

// "https://klinik.example" -> "https://klinik.example/antrean", unless it ends with it already.
std::string withBase(std::string url, std::string_view base_path);

}  // namespace antrean::server
