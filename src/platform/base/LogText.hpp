#pragma once

#include <string>
#include <string_view>

namespace antrean::log {

// The text as it may stand in a line of a log: characters that a terminal or a reader of logs would
// act on (controls, line and paragraph separators, marks that change the direction of text) as
// \u009b, and U+FFFD for bytes that are not UTF-8. Such an escape is valid in a JSON string too.
std::string harmless(std::string_view text);

}  // namespace antrean::log
