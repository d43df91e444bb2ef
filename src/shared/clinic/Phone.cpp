#include "clinic/Phone.hpp"

#include "base/Text.hpp"

#include <algorithm>

namespace antrean::clinic {
namespace {

constexpr std::string_view kIndonesia = "62";
constexpr std::size_t kDigitsMin = 5;
constexpr std::size_t kDigitsMax = 15;  // E.164
constexpr std::size_t kSearchedMin = 3;
// A mobile number has at least this many digits: what stands behind a '/' is another number.
constexpr std::size_t kWholeNumber = 10;
// Not yet the end of a number: "+62 (0)812", "(021) 555 0123". After more digits a remark begins.
constexpr std::size_t kBeforeParenthesis = 7;

enum class Mark { digit, plus, gap, parenthesis, separator, other };

bool isDash(char32_t code) {
    return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xFE58 ||
           code == 0xFE63 || code == 0xFF0D;
}

// Marks of the writing direction, which surround numbers that are copied from a contact list.
bool isDirection(char32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool isOneOf(std::string_view letters, char32_t code) {
    return code < 0x80 && letters.find(static_cast<char>(code)) != std::string_view::npos;
}

// Full-width forms, as Asian keyboards write them, become ASCII.
char32_t plain(char32_t code) {
    return code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code;
}

Mark markOf(char32_t code, std::string_view letter) {
    if (code >= '0' && code <= '9')
        return Mark::digit;
    if (code == '+')
        return Mark::plus;
    if (code == '(')
        return Mark::parenthesis;
    bool const is_blank = isDirection(code) || text::trim(letter).empty();
    if (is_blank || isDash(code) || isOneOf("-.)_~'", code))
        return Mark::gap;
    return isOneOf("/,;:|&\\", code) ? Mark::separator : Mark::other;
}

// The digits of a text, one letter after the other.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    struct Letter {
        Mark mark;
        char digit;
    };
    std::optional<Letter> next() {
        if (rest_.empty())
            return std::nullopt;
        auto const code = text::firstCodePoint(rest_);
        auto const size = std::max<std::size_t>(code.size_bytes, 1);
        auto const value = plain(code.value);
        auto const mark = code.size_bytes == 0 ? Mark::other : markOf(value, rest_.substr(0, size));
        rest_.remove_prefix(size);
        return Letter{mark, mark == Mark::digit ? static_cast<char>(value) : '\0'};
    }

private:
    std::string_view rest_;
};

// Nearly all numbers are typed like this, and need no Reader.
bool hasOnlyDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

struct Typed {
    std::string digits;
    bool has_plus = false;
};

bool endsNumber(Mark mark, std::size_t digits_count) {
    switch (mark) {
        case Mark::digit:
        case Mark::gap:
            return false;
        case Mark::parenthesis:
            return digits_count >= kBeforeParenthesis;
        case Mark::plus:
        case Mark::separator:
            return digits_count >= kWholeNumber;
        case Mark::other:
            return digits_count > 0;
    }
    return true;
}

// Empty if a letter or a mask stands within the number: "0812xxxx890", "6.28E+12".
std::optional<Typed> firstNumber(std::string_view text) {
    if (hasOnlyDigits(text))
        return Typed{std::string(text), false};
    Typed typed;
    bool is_after_digit = false;
    Reader reader(text);
    while (auto const letter = reader.next()) {
        if (letter->mark == Mark::other && is_after_digit)
            return std::nullopt;
        if (endsNumber(letter->mark, typed.digits.size()))
            break;
        is_after_digit = letter->mark == Mark::digit;
        if (is_after_digit)
            typed.digits += letter->digit;
        else if (letter->mark == Mark::plus && typed.digits.empty())
            typed.has_plus = true;
    }
    return typed;
}

// A spreadsheet writes 81234567016.0 for a number.
std::string_view withoutFraction(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789";
    auto const point = text.find_first_not_of(kDigits, text.starts_with('+') ? 1 : 0);
    bool const is_whole_number =
        point >= kWholeNumber && point != std::string_view::npos && text[point] == '.';
    bool const has_zeros_only = text.find_first_not_of('0', point + 1) == std::string_view::npos;
    return is_whole_number && has_zeros_only ? text.substr(0, point) : text;
}

void dropTrunkZeros(std::string& digits) {
    while (digits.starts_with("620"))
        digits.erase(kIndonesia.size(), 1);
}

bool isPartOfNumber(std::string_view text) {
    Reader reader(text);
    while (auto const letter = reader.next())
        if (letter->mark == Mark::other)
            return false;
    return true;
}

}  // namespace

std::optional<Phone> readPhone(std::string_view typed) {
    auto number = firstNumber(withoutFraction(text::trim(typed)));
    if (!number || number->digits.size() < kDigitsMin)
        return std::nullopt;
    auto& [digits, has_plus] = *number;
    if (digits.starts_with("00")) {
        digits.erase(0, 2);
        has_plus = true;
    }
    if (digits.starts_with('0'))
        digits.replace(0, 1, kIndonesia);
    else if (digits.starts_with('8') && !has_plus)
        digits.insert(0, kIndonesia);
    dropTrunkZeros(digits);
    if (digits.size() < kDigitsMin || digits.size() > kDigitsMax)
        return std::nullopt;
    bool const has_country = has_plus || digits.starts_with(kIndonesia);
    return Phone{std::move(digits), has_country};
}

std::string phoneKey(std::string_view typed) {
    auto phone = readPhone(typed);
    return phone ? std::move(phone->digits) : std::string();
}

std::string digitsOf(std::string_view text) {
    if (hasOnlyDigits(text))
        return std::string(text);
    std::string digits;
    Reader reader(text);
    while (auto const letter = reader.next())
        if (letter->mark == Mark::digit)
            digits += letter->digit;
    return digits;
}

std::vector<std::string> phoneForms(std::string_view typed) {
    std::vector<std::string> forms;
    forms.reserve(3);
    forms.push_back(digitsOf(typed));
    if (auto key = phoneKey(typed); !key.empty()) {
        if (key.starts_with(kIndonesia))
            forms.push_back('0' + key.substr(kIndonesia.size()));
        forms.push_back(std::move(key));
    }
    return forms;
}

std::vector<std::string> searchedDigits(std::string_view searched) {
    auto digits = digitsOf(searched);
    if (digits.size() < kSearchedMin || !isPartOfNumber(searched))
        return {};
    auto without_prefix = digits;
    if (without_prefix.starts_with("00"))
        without_prefix.erase(0, 2);
    dropTrunkZeros(without_prefix);
    if (without_prefix == digits || without_prefix.size() < kSearchedMin)
        return {std::move(digits)};
    return {std::move(digits), std::move(without_prefix)};
}

}  // namespace antrean::clinic
