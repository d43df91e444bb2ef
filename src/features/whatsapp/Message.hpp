// A WhatsApp message as it is stored in the outbox, for the features that write some.
#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace antrean::whatsapp {

// The kind of these deliveries.
inline constexpr std::string_view kKind = "whatsapp";

// WAHA's chat id for a telephone number: country code, digits, "@c.us". Patients' numbers stay as
// they were typed (contract, 4.3-21); "0812-3456-789", "+62 812...", "62812..." and "812..." have
// the same chat id. A number of another country needs its "+" or "00". Empty if the text is not a
// number of a mobile phone: a message would reach nobody or the wrong person.
std::optional<std::string> chatIdOf(std::string_view number);

// The stored body of a message: {"chatId":...,"text":...} and further keys of its author.
std::string bodyOf(std::string_view chat_id, std::string_view text, boost::json::object author);
// The object that bodyOf made; empty if the text is not an object.
boost::json::object readBody(std::string_view body);

}  // namespace antrean::whatsapp
