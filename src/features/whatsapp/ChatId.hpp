#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// The chat of a telephone number as WAHA names it: country code, digits, "@c.us". Patients' numbers
// stay as they were typed (contract, 4.3-21); "0812-3456-789", "+62 812...", "62812..." and
// "812..." are the same chat. Another country's number needs its "+" or "00". Empty when the text
// is no number of a mobile phone, because a message to it would reach nobody, or somebody else.
std::optional<std::string> chatIdOf(std::string_view number);

}  // namespace antrean::whatsapp
