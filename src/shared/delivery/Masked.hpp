#pragma once

#include <string>
#include <string_view>

namespace antrean::delivery {

// For screens: of every nine or more digits in a row - telephone, BPJS and identity numbers - only
// the last three are left: "6281234567890@c.us" -> "**********890@c.us".
std::string masked(std::string_view text);

}  // namespace antrean::delivery
