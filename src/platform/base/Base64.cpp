#include "base/Base64.hpp"

#include <openssl/evp.h>

namespace antrean::base64 {
namespace {

constexpr std::size_t kBytesOfGroup = 3;
constexpr std::size_t kLettersOfGroup = 4;

unsigned char const* bytesOf(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

unsigned char* bytesOf(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string encoded(std::string_view bytes) {
    auto const groups = (bytes.size() + kBytesOfGroup - 1) / kBytesOfGroup;
    // OpenSSL writes a NUL behind the text.
    std::string text(groups * kLettersOfGroup + 1, '\0');
    EVP_EncodeBlock(bytesOf(text), bytesOf(bytes), static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

std::optional<std::string> decoded(std::string_view text) {
    if (text.size() % kLettersOfGroup != 0)
        return std::nullopt;
    std::string bytes(text.size() / kLettersOfGroup * kBytesOfGroup, '\0');
    auto const size = EVP_DecodeBlock(bytesOf(bytes), bytesOf(text), static_cast<int>(text.size()));
    if (size < 0)
        return std::nullopt;
    // OpenSSL decodes the padding to zeros.
    auto const padding = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

}  // namespace antrean::base64
