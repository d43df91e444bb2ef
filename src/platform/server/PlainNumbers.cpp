#include "server/PlainNumbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace antrean::server {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// Also true for a text within the JSON that looks like such a number. That text is not changed.
bool mayHoldExponent(std::string_view json) {
    for (auto at = json.find('E'); at != json.npos; at = json.find('E', at + 1))
        if (at > 0 && at + 1 < json.size() && isDigit(json[at - 1]) &&
            (isDigit(json[at + 1]) || json[at + 1] == '-'))
            return true;
    return false;
}

// The length of the text at the start of `json`, with both quotes.
std::size_t textSize(std::string_view json) {
    std::size_t size = 1;
    while (json[size] != '"')
        size += json[size] == '\\' ? 2 : 1;
    return size + 1;
}

void appendNumber(std::string& out, std::string_view written) {
    double number = 0;
    std::array<char, 32> shortest;
    std::from_chars(written.data(), written.data() + written.size(), number);
    auto const [end, error] =
        std::to_chars(shortest.data(), shortest.data() + shortest.size(), number);
    out.append(shortest.data(), end);
}

}  // namespace

void writeNumbersPlainly(std::string& json) {
    if (!mayHoldExponent(json))
        return;
    std::string out;
    out.reserve(json.size());
    for (std::string_view rest = json; !rest.empty();) {
        auto size = rest.find_first_of("\"-0123456789");
        if (size == 0 && rest.front() == '"') {
            size = textSize(rest);
        } else if (size == 0) {
            size = std::min(rest.find_first_not_of("-+.E0123456789"), rest.size());
            if (auto const number = rest.substr(0, size); number.find('E') != number.npos) {
                appendNumber(out, number);
                rest.remove_prefix(size);
                continue;
            }
        }
        out += rest.substr(0, size);
        rest.remove_prefix(std::min(size, rest.size()));
    }
    json = std::move(out);
}

}  // namespace antrean::server
