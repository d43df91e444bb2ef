#include "whatsapp/Message.hpp"

#include "base/Text.hpp"
#include "clinic/Phone.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

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
    auto const typed = text::trim(number);
    bool const has_country = typed.starts_with('+') || typed.starts_with("00");
    auto digits = clinic::normalizedPhone(typed);
    bool const has_only_digits = std::all_of(digits.begin(), digits.end(), [](char letter) {
        return letter >= '0' && letter <= '9';
    });
    if (!has_only_digits)
        return std::nullopt;
    if (digits.starts_with("620"))  // "+62 (0)812..."
        digits.erase(2, 1);
    if (!has_country && digits.starts_with('8'))
        digits.insert(0, kIndonesia);
    if (!isMobile(digits) || (!has_country && !digits.starts_with(kIndonesia)))
        return std::nullopt;
    return digits + "@c.us";
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
