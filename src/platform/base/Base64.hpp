#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean::base64 {

std::string encoded(std::string_view bytes);
// Empty if the text is not base64 with its padding.
std::optional<std::string> decoded(std::string_view text);

}  // namespace antrean::base64
