#include "base/Seal.hpp"

#include "base/Random.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <cstddef>
#include <memory>
#include <stdexcept>

namespace antrean {
namespace {

// "v1:" and the hex digits of nonce, tag and the encrypted text.
constexpr std::string_view kForm = "v1:";
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}
unsigned char const* bytes(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string hexOf(std::string_view data) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (char const byte : data) {
        auto const value = static_cast<unsigned char>(byte);
        text += digits[value >> 4U];
        text += digits[value & 0xFU];
    }
    return text;
}

int digitOf(char letter) {
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::optional<std::string> bytesOf(std::string_view hex) {
    if (hex.size() % 2 != 0)
        return std::nullopt;
    std::string data;
    for (std::size_t at = 0; at < hex.size(); at += 2) {
        auto const high = digitOf(hex[at]);
        auto const low = digitOf(hex[at + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        data += static_cast<char>(high * 16 + low);
    }
    return data;
}

void require(bool is_done) {
    if (!is_done)
        throw std::runtime_error("OpenSSL refused to encrypt");
}

}  // namespace

Seal::Seal(std::string_view key) : key_(SHA256_DIGEST_LENGTH, '\0') {
    SHA256(bytes(key), key.size(), bytes(key_));
}

std::string Seal::close(std::string_view text) const {
    auto const nonce = randomBytes(kNonceBytes);
    std::string tag(kTagBytes, '\0');
    std::string hidden(text.size(), '\0');
    Context const context(EVP_CIPHER_CTX_new());
    int size = 0;
    require(
        context != nullptr &&
        EVP_EncryptInit_ex(
            context.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key_)), bytes(nonce)
        ) == 1 &&
        EVP_EncryptUpdate(
            context.get(), bytes(hidden), &size, bytes(text), static_cast<int>(text.size())
        ) == 1 &&
        EVP_EncryptFinal_ex(context.get(), bytes(hidden) + size, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(
            context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data()
        ) == 1
    );
    return std::string(kForm) + hexOf(nonce) + hexOf(tag) + hexOf(hidden);
}

std::optional<std::string> Seal::open(std::string_view sealed) const {
    if (!sealed.starts_with(kForm))
        return std::nullopt;
    auto const data = bytesOf(sealed.substr(kForm.size()));
    if (!data || data->size() < kNonceBytes + kTagBytes)
        return std::nullopt;
    auto const nonce = std::string_view(*data).substr(0, kNonceBytes);
    std::string tag(data->substr(kNonceBytes, kTagBytes));
    auto const hidden = std::string_view(*data).substr(kNonceBytes + kTagBytes);
    std::string text(hidden.size(), '\0');
    Context const context(EVP_CIPHER_CTX_new());
    int size = 0;
    bool const is_ours =
        context != nullptr &&
        EVP_DecryptInit_ex(
            context.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key_)), bytes(nonce)
        ) == 1 &&
        EVP_DecryptUpdate(
            context.get(), bytes(text), &size, bytes(hidden), static_cast<int>(hidden.size())
        ) == 1 &&
        EVP_CIPHER_CTX_ctrl(
            context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()
        ) == 1 &&
        EVP_DecryptFinal_ex(context.get(), bytes(text) + size, &size) == 1;
    if (!is_ours)
        return std::nullopt;
    return text;
}

}  // namespace antrean
