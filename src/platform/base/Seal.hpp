// Encrypts secrets that the database stores for other servers (API keys), with a key that is not in
// the database.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean {

// Immutable, so thread-safe.
class Seal {
public:
    // `key`: any text that is hard to guess.
    explicit Seal(std::string_view key);

    // AES-256-GCM with a new nonce, as text: sealing a text twice gives two different results.
    std::string close(std::string_view text) const;
    // Empty if `sealed` was made with another key or not by `close`.
    std::optional<std::string> open(std::string_view sealed) const;

private:
    std::string key_;  // 32 bytes
};

}  // namespace antrean
