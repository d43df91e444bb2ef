#include "clinic/Phone.hpp"

namespace antrean::clinic {

std::string normalizedPhone(std::string_view number) {
    std::string digits;
    for (char const character : number)
        if (std::string_view("+ -.()").find(character) == std::string_view::npos)
            digits += character;
    if (digits.starts_with("00"))
        return digits.substr(2);
    if (digits.starts_with('0'))
        return "62" + digits.substr(1);
    return digits;
}

}  // namespace antrean::clinic
