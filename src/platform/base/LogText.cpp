#include "base/LogText.hpp"

#include "base/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace antrean::log {
namespace {

bool isPlain(char letter) {
    return letter >= ' ' && letter <= '~';
}

bool isHarmful(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) ||  // controls
           code == 0x2028 || code == 0x2029 ||               // separators
           code == 0x200E || code == 0x200F || code == 0x61C ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);  // direction
}

}  // namespace

std::string harmless(std::string_view text) {
    if (std::ranges::all_of(text, isPlain))
        return std::string(text);
    std::string result;
    while (!text.empty()) {
        auto const code_point = text::firstCodePoint(text);
        auto const size = std::max(code_point.size_bytes, std::size_t{1});
        if (code_point.size_bytes == 0)
            result += "\xEF\xBF\xBD";
        else if (isHarmful(code_point.value))
            fmt::format_to(
                std::back_inserter(result), "\\u{:04x}", static_cast<unsigned>(code_point.value)
            );
        else
            result += text.substr(0, size);
        text.remove_prefix(size);
    }
    return result;
}

}  // namespace antrean::log
