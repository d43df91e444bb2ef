#include "base/Digest.hpp"

#include "base/Random.hpp"

#include <boost/crc.hpp>
#include <fmt/core.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <array>
#include <crypt.h>
#include <memory>
#include <span>
#include <stdexcept>

namespace antrean::digest {
namespace {

// bcrypt reads at most this many bytes. crypt_r refuses texts of more than 512 bytes instead of
// ignoring the rest.
constexpr std::size_t kPasswordBytesRead = 72;

unsigned char const* bytesOf(std::string_view data) {
    return reinterpret_cast<unsigned char const*>(data.data());
}

std::string hexOf(std::span<unsigned char const> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

std::string hmacHex(EVP_MD const* digest, std::string_view key, std::string_view data) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    auto const key_size = static_cast<int>(key.size());
    if (HMAC(digest, key.data(), key_size, bytesOf(data), data.size(), hash.data(), &size) ==
        nullptr)
        throw std::runtime_error("OpenSSL refused to compute an HMAC");
    return hexOf(std::span(hash).first(size));
}

// crypt_r needs 32 KiB of scratch space.
std::string crypted(std::string_view password, std::string const& setting) {
    auto const scratch = std::make_unique<crypt_data>();
    std::string const text(password.substr(0, kPasswordBytesRead));
    auto const* hash = crypt_r(text.c_str(), setting.c_str(), scratch.get());
    std::string result = hash == nullptr || hash[0] == '*' ? std::string{} : hash;
    OPENSSL_cleanse(scratch.get(), sizeof(crypt_data));
    return result;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Every request with a token needs a hash. OpenSSL's SHA256() looks the algorithm up each time,
// which takes longer than the hash.
EVP_MD_CTX* sha256Context() {
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local std::unique_ptr<EVP_MD_CTX, FreeContext> const context(EVP_MD_CTX_new());
    if (context == nullptr || EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1)
        throw std::runtime_error("OpenSSL refused to compute a SHA-256 digest");
    return context.get();
}

}  // namespace

Sha256 sha256(std::string_view data) {
    Sha256 hash{};
    auto* const context = sha256Context();
    if (EVP_DigestUpdate(context, data.data(), data.size()) != 1 ||
        EVP_DigestFinal_ex(context, hash.data(), nullptr) != 1)
        throw std::runtime_error("OpenSSL refused to compute a SHA-256 digest");
    return hash;
}

std::string hex(Sha256 const& hash) {
    return hexOf(hash);
}

std::string sha256Hex(std::string_view data) {
    return hex(sha256(data));
}

std::string hmacSha256Hex(std::string_view key, std::string_view data) {
    return hmacHex(EVP_sha256(), key, data);
}

std::string hmacSha512Hex(std::string_view key, std::string_view data) {
    return hmacHex(EVP_sha512(), key, data);
}

std::string md5Hex(std::string_view data) {
    std::array<unsigned char, 16> hash{};
    if (EVP_Digest(data.data(), data.size(), hash.data(), nullptr, EVP_md5(), nullptr) != 1)
        throw std::runtime_error("OpenSSL refused to compute an MD5 digest");
    return hexOf(hash);
}

std::string sha256Base64(std::string_view data) {
    auto const hash = sha256(data);
    std::array<unsigned char, 4 * ((SHA256_DIGEST_LENGTH + 2) / 3) + 1> text{};
    auto const size = EVP_EncodeBlock(text.data(), hash.data(), SHA256_DIGEST_LENGTH);
    return {text.begin(), text.begin() + size};
}

std::string crc32Hex(std::string_view data) {
    boost::crc_32_type crc;
    crc.process_bytes(data.data(), data.size());
    return fmt::format("{:08x}", crc.checksum());
}

bool equalInConstantTime(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string bcrypt(std::string_view password, int rounds) {
    auto const salt = randomBytes(16);
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    if (crypt_gensalt_rn(
            "$2y$",
            static_cast<unsigned long>(rounds),
            salt.data(),
            static_cast<int>(salt.size()),
            setting.data(),
            static_cast<int>(setting.size())
        ) == nullptr)
        throw std::invalid_argument(fmt::format("bcrypt does not accept {} rounds", rounds));
    auto hash = crypted(password, setting.data());
    if (hash.empty())
        throw std::runtime_error("the system's crypt() refused a bcrypt hash");
    return hash;
}

bool bcryptMatches(std::string_view password, std::string const& hash) {
    if (bcryptRounds(hash) == 0 || password.find('\0') != std::string_view::npos)
        return false;
    return equalInConstantTime(crypted(password, hash), hash);
}

int bcryptRounds(std::string_view hash) {
    bool const is_bcrypt =
        hash.size() == 60 &&
        (hash.starts_with("$2y$") || hash.starts_with("$2a$") || hash.starts_with("$2b$"));
    if (!is_bcrypt || hash[4] < '0' || hash[4] > '3' || hash[5] < '0' || hash[5] > '9')
        return 0;
    return (hash[4] - '0') * 10 + (hash[5] - '0');
}

}  // namespace antrean::digest
