#include "base/Random.hpp"

#include <openssl/rand.h>

#include <stdexcept>
#include <string_view>

namespace antrean {

std::string randomBytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system's random source failed");
    return bytes;
}

std::string randomLetters(std::size_t count) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string text;
    while (text.size() < count)
        for (char const byte : randomBytes(count)) {
            auto const value = static_cast<unsigned char>(byte);
            // 248 = 4 * 62: larger bytes would make the first characters more probable.
            if (value < 248 && text.size() < count)
                text += letters[value % letters.size()];
        }
    return text;
}

}  // namespace antrean
