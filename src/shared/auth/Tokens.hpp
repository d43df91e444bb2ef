// Bearer tokens in the original's format: "<id>|<40 letters><their CRC-32>", of which the SHA-256
// of the part after the bar is stored (contract, 5).
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

// What a bearer text asks for.
struct Presented {
    std::optional<std::int64_t> id;  // absent in tokens of the oldest form, which are a bare secret
    std::string hash;                // lower-case hex SHA-256 of the secret
};

// Empty for a text that can be no token.
std::optional<Presented> presented(std::string_view bearer);

// Stores a token of that user that never expires, and returns its text: nobody can read it again.
std::string issueToken(
    db::Transaction& transaction, std::int64_t user_id, std::string_view name, Moment const& moment
);
void revokeToken(db::Transaction& transaction, std::int64_t token_id);

// Topic of the notices after which a caller may be somebody else, or nobody: tokens revoked, users
// or roles changed.
inline constexpr std::string_view kCallersTopic = "callers";

}  // namespace antrean::auth
