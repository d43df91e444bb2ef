#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// WAHA's chat id for a telephone number: country code, digits, "@c.us". Patients' numbers stay as
// they were typed (contract, 4.3-21); "0812-3456-789", "+62 812...", "62812..." and "812..." have
// the same chat id. A number of another country needs its "+" or "00". Empty if the text is not a
// number of a mobile phone: a message would reach nobody or the wrong person.
std::optional<std::string> chatIdOf(std::string_view number);

}  // namespace antrean::whatsapp
