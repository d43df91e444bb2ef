#pragma once

#include <string_view>

namespace antrean::validation {

// True for an address in the syntax of RFC 5322, with letters of any script. No DNS lookup.
//   address = local "@" domain
//   local   = dot-atom, possibly with comments in parentheses; the last part may be quoted
//   domain  = labels of letters, digits and inner hyphens, or a literal in brackets
// Stricter than the RFC where an address would be useless: no white space outside quotes, no empty
// side, at most 63 bytes per label and 253 for the domain.
bool isEmail(std::string_view text);

}  // namespace antrean::validation
