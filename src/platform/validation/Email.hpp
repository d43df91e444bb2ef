#pragma once

#include <string_view>

namespace antrean::validation {

// An address by the syntax of RFC 5322 with letters of any script, nothing looked up:
//   address = local "@" domain
//   local   = dot-atom, in which comments in parentheses may stand; the last part may be quoted
//   domain  = labels of letters, digits and inner hyphens, or a literal in brackets
// Stricter than the RFC where an address would be useless: no white space outside quotes, no
// empty side, at most 63 bytes a label and 253 the domain.
bool isEmail(std::string_view text);

}  // namespace antrean::validation
