#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// "https://waha.example.com:3000/api/send" -> "https://waha.example.com:3000". The documented
// sample ends in a path that WAHA does not have, so whatever follows the host is passed over; so is
// a user name. Empty for anything but http and https with a host.
std::optional<std::string> wahaBase(std::string_view url);

}  // namespace antrean::whatsapp
