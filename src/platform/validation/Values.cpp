#include "validation/Values.hpp"

#include "base/Text.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <system_error>

namespace antrean::validation {
namespace {

// Larger integral doubles lose their integer form in the original too.
constexpr double kIntegralMax = 1e14;

std::string_view withoutSpace(std::string_view text, std::string_view space) {
    auto const begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::string_view withoutSign(std::string_view text) {
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    return text;
}

std::size_t skipDigits(std::string_view& text) {
    auto const size = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(size);
    return size;
}

// [sign] digits [. digits] [e [sign] digits], with a digit beside the point.
bool isNumeric(std::string_view text) {
    text = withoutSign(text);
    auto digits = skipDigits(text);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        digits += skipDigits(text);
    }
    if (digits == 0)
        return false;
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        text = withoutSign(text);
        if (skipDigits(text) == 0)
            return false;
    }
    return text.empty();
}

}  // namespace

std::optional<std::int64_t> integerOf(std::string_view text) {
    text = withoutSpace(text, " \t\n\r\v");
    auto const digits = withoutSign(text);
    if (digits.empty() || (digits.size() > 1 && digits.front() == '0'))
        return std::nullopt;
    if (digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    return text::toInt(text);
}

std::optional<std::int64_t> integerOf(boost::json::value const& value) {
    if (auto const* integer = value.if_int64())
        return *integer;
    if (auto const* string = value.if_string())
        return integerOf(std::string_view(*string));
    if (auto const* truth = value.if_bool())
        return *truth ? std::optional<std::int64_t>(1) : std::nullopt;
    if (auto const* real = value.if_double()) {
        if (std::trunc(*real) == *real && std::abs(*real) < kIntegralMax)
            return static_cast<std::int64_t>(*real);
    }
    return std::nullopt;
}

std::optional<double> numberOf(boost::json::value const& value) {
    if (value.is_int64() || value.is_uint64())
        return value.is_int64() ? static_cast<double>(value.get_int64())
                                : static_cast<double>(value.get_uint64());
    if (auto const* real = value.if_double())
        return std::isfinite(*real) ? std::optional(*real) : std::nullopt;
    auto const* string = value.if_string();
    if (string == nullptr)
        return std::nullopt;
    auto text = withoutSpace(*string, " \t\n\r\v\f");
    if (!isNumeric(text))
        return std::nullopt;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double number = 0;
    auto const parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{})
        return std::nullopt;
    return number;
}

std::optional<bool> booleanOf(boost::json::value const& value) {
    if (auto const* truth = value.if_bool())
        return *truth;
    if (auto const* integer = value.if_int64();
        integer != nullptr && (*integer == 0 || *integer == 1))
        return *integer == 1;
    if (auto const* string = value.if_string();
        string != nullptr && (*string == "0" || *string == "1"))
        return *string == "1";
    return std::nullopt;
}

std::optional<std::string> scalarText(boost::json::value const& value) {
    switch (value.kind()) {
        case boost::json::kind::string:
            return std::string(value.get_string());
        case boost::json::kind::int64:
            return fmt::to_string(value.get_int64());
        case boost::json::kind::uint64:
            return fmt::to_string(value.get_uint64());
        case boost::json::kind::double_:
            if (auto const integer = integerOf(value))
                return fmt::to_string(*integer);
            return fmt::to_string(value.get_double());
        case boost::json::kind::bool_:
            return value.get_bool() ? "1" : "";
        case boost::json::kind::null:
        case boost::json::kind::array:
        case boost::json::kind::object:
            return std::nullopt;
    }
    return std::nullopt;
}

bool isText(boost::json::value const& value) {
    auto const* string = value.if_string();
    return string != nullptr && std::string_view(*string).find('\0') == std::string_view::npos &&
           text::isUtf8(*string);
}

}  // namespace antrean::validation
