#include "base/Text.hpp"
#include "validation/Email.hpp"
#include "validation/Url.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    std::string_view const text(bytes, size);
    bool const is_email = antrean::validation::isEmail(text);
    bool const is_url = antrean::validation::isUrl(text);
    bool const has_control = std::any_of(text.begin(), text.end(), [](char character) {
        return static_cast<unsigned char>(character) < 0x20;
    });
    if ((is_email || is_url) && (has_control || !antrean::text::isUtf8(text)))
        std::abort();
    if (is_email && text.find('@') == std::string_view::npos)
        std::abort();
    if (is_url && text.find("://") == std::string_view::npos)
        std::abort();
    return 0;
}
