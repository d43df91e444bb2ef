// Bearer tokens in the original's format: "<id>|<40 letters><their CRC-32>". The database stores
// the SHA-256 of the part after the bar (contract, 5).
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::auth {

// A bearer text in its parts.
struct Presented {
    std::optional<std::int64_t> id;  // absent in tokens of the oldest form, which are only a secret
    std::string hash;                // lower-case hex SHA-256 of the secret
};

// Empty for a text that cannot be a token.
std::optional<Presented> presented(std::string_view bearer);

// Creates a token of that user that never expires, and returns its text, which cannot be read again
// later.
std::string issueToken(
    db::Transaction& transaction, std::int64_t user_id, std::string_view name, Moment const& moment
);
void revokeToken(db::Transaction& transaction, std::int64_t token_id);

// Topic of notices that a cached caller may have changed: tokens were revoked, or users or roles
// changed.
inline constexpr std::string_view kCallersTopic = "callers";

}  // namespace antrean::auth
