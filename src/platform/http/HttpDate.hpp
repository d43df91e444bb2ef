// Instants as HTTP headers write them (RFC 9110, 5.6.7): "Mon, 29 Dec 2025 07:15:48 GMT".
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::http {

std::string httpDate(std::time_t instant);
// Also reads the two obsolete forms. Empty when the text has another form.
std::optional<std::time_t> readHttpDate(std::string_view text);

}  // namespace antrean::http
