#pragma once

#include <string>
#include <string_view>

namespace antrean::delivery {

// For screens: replaces all but the last three of nine or more digits in a row, which may be a
// telephone, BPJS or identity number: "6281234567890@c.us" -> "**********890@c.us".
std::string masked(std::string_view text);

}  // namespace antrean::delivery
