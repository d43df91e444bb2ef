#include "whatsapp/Message.hpp"

#include "clinic/Phone.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace antrean::whatsapp {
namespace {

constexpr std::string_view kIndonesia = "62";
// The length of an Indonesian mobile number with country code: 62812345678 to 62812345678901.
constexpr std::size_t kDigitsMin = 11;
constexpr std::size_t kDigitsMax = 14;
// The length of any number (E.164).
constexpr std::size_t kForeignDigitsMin = 8;
constexpr std::size_t kForeignDigitsMax = 15;

bool isBetween(std::size_t size, std::size_t least, std::size_t most) {
    return size >= least && size <= most;
}

bool isMobile(std::string_view digits) {
    if (digits.starts_with(kIndonesia))
        return digits.substr(kIndonesia.size()).starts_with('8') &&
               isBetween(digits.size(), kDigitsMin, kDigitsMax);
    return !digits.starts_with('0') &&
           isBetween(digits.size(), kForeignDigitsMin, kForeignDigitsMax);
}

}  // namespace

std::optional<std::string> chatIdOf(std::string_view number) {
    auto const phone = clinic::readPhone(number);
    if (!phone || !phone->has_country || !isMobile(phone->digits))
        return std::nullopt;
    return phone->digits + "@c.us";
}

std::string bodyOf(std::string_view chat_id, std::string_view text, boost::json::object author) {
    boost::json::object body{{"chatId", chat_id}, {"text", text}};
    for (auto& [key, value] : author)
        body[key] = std::move(value);
    return boost::json::serialize(body);
}

boost::json::object readBody(std::string_view body) {
    boost::system::error_code error;
    auto const whole = boost::json::parse(body, error);
    if (error || !whole.is_object())
        return {};
    return whole.get_object();
}

}  // namespace antrean::whatsapp
