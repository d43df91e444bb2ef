// The parts of a header's value (RFC 9110, 5.6). Views into the value.
#pragma once

#include <string_view>

namespace antrean::http {

// Without the spaces and tabs at both ends.
std::string_view withoutBlanks(std::string_view text);
// Cuts the part before the first separator off `rest`, and returns it without blanks.
std::string_view takePart(std::string_view& rest, char separator);

}  // namespace antrean::http
