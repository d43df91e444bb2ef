// Secrets that the database keeps for other servers (API keys), readable only with a key that is
// not in the database.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace antrean {

// Immutable, so thread-safe.
class Seal {
public:
    // Any text that is not guessed easily.
    explicit Seal(std::string_view key);

    // AES-256-GCM under a fresh nonce, as text: two seals of one text differ.
    std::string close(std::string_view text) const;
    // Empty when it was closed with another key, or is not what `close` gave.
    std::optional<std::string> open(std::string_view sealed) const;

private:
    std::string key_;  // 32 bytes
};

}  // namespace antrean
