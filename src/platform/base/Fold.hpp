#pragma once

#include <string>
#include <string_view>

namespace antrean::text {

// The form in which names are compared and searched. Two texts with the same form count as the
// same: it has no case, no accents (NFC, NFD and none are one), no invisible characters, "'" for
// every apostrophe, "-" for every dash, one blank for each run of white space, and none at the
// ends.
std::string fold(std::string_view text);

}  // namespace antrean::text
