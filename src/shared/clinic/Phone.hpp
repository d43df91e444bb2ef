#pragma once

#include <string>
#include <string_view>

namespace antrean::clinic {

// The form in which telephone numbers are compared and dialled: without '+', space, dash, dot and
// parenthesis; a leading 0 becomes 62 (Indonesia), a leading 00 is the international prefix.
std::string normalizedPhone(std::string_view number);

}  // namespace antrean::clinic
