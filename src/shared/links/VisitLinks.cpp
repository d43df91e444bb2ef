#include "links/VisitLinks.hpp"

#include "base/Digest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace antrean::links {
namespace {

using Block = std::array<unsigned char, 16>;

// The first half of a block; the second one is the id, its most significant byte first.
constexpr std::string_view kMark = "antrean1";
static_assert(kMark.size() == 8);

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned kDigitBits = 6;

// 16 bytes as 22 digits. The last digit has the last 2 bits, and four bits that are 0.
std::string textOf(Block const& block) {
    std::array<char, kCodeLetters> text{};
    auto letter = text.begin();
    unsigned bits = 0;
    unsigned count = 0;
    for (auto const byte : block) {
        bits = (bits << 8U) | byte;
        count += 8;
        while (count >= kDigitBits) {
            count -= kDigitBits;
            *letter++ = kDigits[(bits >> count) & 63U];
        }
        bits &= (1U << count) - 1U;
    }
    *letter = kDigits[(bits << (kDigitBits - count)) & 63U];
    return {text.begin(), text.end()};
}

std::optional<Block> blockOf(std::string_view text) {
    if (text.size() != kCodeLetters)
        return std::nullopt;
    Block block{};
    std::size_t at = 0;
    unsigned bits = 0;
    unsigned count = 0;
    for (char const letter : text) {
        auto const digit = kDigits.find(letter);
        if (digit == std::string_view::npos)
            return std::nullopt;
        bits = (bits << kDigitBits) | static_cast<unsigned>(digit);
        count += kDigitBits;
        if (count >= 8) {
            count -= 8;
            block[at++] = static_cast<unsigned char>(bits >> count);
            bits &= (1U << count) - 1U;
        }
    }
    // Otherwise sixteen texts would be the same code.
    return bits == 0 ? std::optional(block) : std::nullopt;
}

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

// One direction of AES. OpenSSL takes far longer to find a cipher and to expand its key than to
// encrypt a block, so both are done once.
class VisitLinks::Cipher {
public:
    Cipher(digest::Sha256 const& key, bool encrypts) : context_(EVP_CIPHER_CTX_new()) {
        // One block needs no chaining: two blocks are never the same.
        check(
            context_ != nullptr &&
            EVP_CipherInit_ex(
                context_.get(), EVP_aes_256_ecb(), nullptr, key.data(), nullptr, encrypts ? 1 : 0
            ) == 1 &&
            EVP_CIPHER_CTX_set_padding(context_.get(), 0) == 1
        );
    }

    Block crypt(Block const& block) {
        Block result{};
        int size = 0;
        std::scoped_lock const lock(mutex_);
        check(
            EVP_CipherUpdate(
                context_.get(), result.data(), &size, block.data(), static_cast<int>(block.size())
            ) == 1 &&
            size == static_cast<int>(block.size())
        );
        return result;
    }

private:
    static void check(bool is_done) {
        if (!is_done)
            throw std::runtime_error("OpenSSL refused to encrypt");
    }

    std::mutex mutex_;
    std::unique_ptr<EVP_CIPHER_CTX, Free> context_;  // under the mutex
};

VisitLinks::VisitLinks(std::string_view secret, std::string public_url)
    : public_url_(std::move(public_url)) {
    auto const key = digest::sha256("antrean visit links " + std::string(secret));
    encryption_ = std::make_unique<Cipher>(key, true);
    decryption_ = std::make_unique<Cipher>(key, false);
}

VisitLinks::~VisitLinks() = default;

std::string VisitLinks::codeOf(std::int64_t reservation_id) const {
    Block block{};
    std::ranges::copy(kMark, block.begin());
    auto id = static_cast<std::uint64_t>(reservation_id);
    for (auto byte = block.rbegin(); id != 0; ++byte, id >>= 8U)
        *byte = static_cast<unsigned char>(id & 0xFFU);
    return textOf(encryption_->crypt(block));
}

std::optional<std::int64_t> VisitLinks::idOf(std::string_view code) const {
    auto const block = blockOf(code);
    if (!block)
        return std::nullopt;
    auto const opened = decryption_->crypt(*block);
    if (!std::equal(kMark.begin(), kMark.end(), opened.begin()))
        return std::nullopt;
    std::uint64_t id = 0;
    for (std::size_t at = kMark.size(); at < opened.size(); ++at)
        id = (id << 8U) | opened[at];
    auto const reservation_id = static_cast<std::int64_t>(id);
    return reservation_id > 0 ? std::optional(reservation_id) : std::nullopt;
}

std::string VisitLinks::pathOf(std::int64_t reservation_id) const {
    return "/a/" + codeOf(reservation_id);
}

std::string VisitLinks::messageLinkOf(std::int64_t reservation_id) const {
    return public_url_.empty() ? std::string() : public_url_ + pathOf(reservation_id);
}

std::string VisitLinks::exampleLink() const {
    return messageLinkOf(0);
}

}  // namespace antrean::links
