// Bearer tokens in the original's format: "<id>|<40 letters><their CRC-32>". The database stores
// the SHA-256 of the part after the bar (contract, 5).
//
// A token belongs to a session, which ends when it is not used for some days, or it is permanent:
// its name says so. Both end when their user's password, roles or account are taken away
// (docs/decisions/0023-tokens-end.md).
#pragma once

#include "base/Clock.hpp"
#include "base/Digest.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::auth {

// Names of tokens.
inline constexpr std::string_view kLoginToken = "auth_token";
inline constexpr std::string_view kPermanentToken = "permanent-token";
inline constexpr std::string_view kBrowserToken = "browser-session";

// A bearer text in its parts.
struct Presented {
    std::optional<std::int64_t> id;  // absent in tokens of the oldest form, which are only a secret
    digest::Sha256 hash{};           // of the secret
};

// Empty for a text that cannot be a token. A token has one spelling: its id has no leading zeros.
std::optional<Presented> presented(std::string_view bearer);

// What is known of a new token, for the list of sessions.
struct TokenOf {
    std::string_view name;
    std::string_view address = {};  // of the client
    std::string_view agent = {};    // its User-Agent; the list shows the beginning
};

// Creates a token of that user, and returns its text, which cannot be read again later.
std::string issueToken(
    db::Transaction& transaction, std::int64_t user_id, TokenOf const& token, Moment const& moment
);

// A token as its owner sees it.
struct Session {
    std::int64_t id;
    std::string name;
    std::optional<std::string> created_at;
    std::optional<std::string> last_used_at;
    std::optional<std::string> address;
    std::optional<std::string> agent;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, name, created_at, last_used_at, address, agent))

// When a session ends that is not used.
struct SessionSettings {
    std::chrono::days unused_max{30};
};
// The stored timestamp; a session that was last used before it has ended.
std::string usedSince(SessionSettings const& settings, Instant now);

// The addresses from which the user's newest tokens were made, each as often as it was used.
std::vector<std::string> listAddresses(db::Transaction& transaction, std::int64_t user_id);

// Sessions and permanent tokens that are valid, the newest first.
std::vector<Session> listSessions(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::string const& used_since,
    std::string const& now,
    std::int64_t size,
    std::int64_t skipped
);
std::int64_t countSessions(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::string const& used_since,
    std::string const& now
);

// Those of the tokens with these ids that are not valid any more, in the same order.
std::vector<std::int64_t> endedOf(
    db::Transaction& transaction,
    std::vector<std::int64_t> const& ids,
    std::string const& used_since,
    std::string const& now
);

// Each of these ends tokens at once, in all processes, and returns how many there were.
std::int64_t endToken(db::Transaction& transaction, std::int64_t id);
std::int64_t endTokenOf(db::Transaction& transaction, std::int64_t user_id, std::int64_t id);
// All tokens of the user but the one with this id.
std::int64_t endTokensExcept(
    db::Transaction& transaction, std::int64_t user_id, std::int64_t kept_id
);
// Removes the rows of the user's sessions that have ended by themselves.
void removeEnded(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::string const& used_since,
    std::string const& now
);

// Topic of notices that a cached caller may have changed: tokens have ended, or users or roles
// changed.
inline constexpr std::string_view kCallersTopic = "callers";

}  // namespace antrean::auth
