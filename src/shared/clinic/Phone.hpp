// Telephone numbers as people type them, and the one form in which they are compared and dialled.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::clinic {

struct Phone {
    std::string digits;        // with the country code; an Indonesian number begins with 62
    bool has_country = false;  // false: it may be of any country, or lack its area code

    bool operator==(Phone const&) const = default;
};

// Reads the first number of a text. Empty if the text identifies nobody: it has fewer than 5 or
// more than 15 digits, or it is not a number. Indonesian numbers may begin with 0, 8, 62 or 620; 00
// and '+' are the international prefix. A second number, a remark or an extension after the number
// is ignored: "0812 3456 7890 / 0813...", "081234567890 (2)".
std::optional<Phone> readPhone(std::string_view typed);

// The digits of readPhone; empty for a text that identifies nobody.
std::string phoneKey(std::string_view typed);

// All digits of the text.
std::string digitsOf(std::string_view text);

// All forms in which a search may name the number: as typed, international and national.
std::vector<std::string> phoneForms(std::string_view typed);

// The digits for which a search looks in the forms above: for a number or a part of one, in any
// spelling. Empty for a text that is not a part of a number, or has fewer than 3 digits.
std::vector<std::string> searchedDigits(std::string_view searched);

}  // namespace antrean::clinic
