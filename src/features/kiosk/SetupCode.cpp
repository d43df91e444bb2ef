#include "kiosk/SetupCode.hpp"

#include "base/Digest.hpp"
#include "base/Random.hpp"

#include <cstddef>

namespace antrean::kiosk {
namespace {

// Without 0, O, 1, I and L.
constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t kCodeLetters = 12;
constexpr std::size_t kGroup = 4;
// The greatest multiple of the number of letters in a byte: larger bytes would make the first
// letters more probable.
constexpr std::size_t kBytesEnd = 256 / kLetters.size() * kLetters.size();

}  // namespace

std::string newSetupCode() {
    std::string code;
    std::size_t count = 0;
    while (count < kCodeLetters)
        for (char const byte : randomBytes(kCodeLetters)) {
            auto const value = static_cast<unsigned char>(byte);
            if (value >= kBytesEnd || count >= kCodeLetters)
                continue;
            if (count > 0 && count % kGroup == 0)
                code += '-';
            code += kLetters[value % kLetters.size()];
            ++count;
        }
    return code;
}

std::string hashOf(std::string_view setup_code) {
    std::string letters;
    for (char const letter : setup_code) {
        if (letter == '-' || letter == ' ')
            continue;
        bool const is_small = letter >= 'a' && letter <= 'z';
        letters += is_small ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return digest::sha256Hex("kiosk setup " + letters);
}

}  // namespace antrean::kiosk
