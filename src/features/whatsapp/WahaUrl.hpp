#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// "https://waha.example.com:3000/api/send" -> "https://waha.example.com:3000". The documented
// sample has a path that WAHA does not have, so everything after the host is dropped, and so is a
// user name. Empty unless the URL is http or https with a host.
std::optional<std::string> wahaBase(std::string_view url);

}  // namespace antrean::whatsapp
