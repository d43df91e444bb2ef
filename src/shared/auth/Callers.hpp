#pragma once

#include "auth/Tokens.hpp"
#include "base/Clock.hpp"
#include "base/Digest.hpp"
#include "http/Authenticator.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antrean::db {
class Database;
}

namespace antrean::auth {

class TokenUses;

// The user of a bearer token and that user's permissions. Cached in memory until tokens, users or
// roles change in any process on the database. Thread-safe.
//
// The cache is keyed by the hash of the token's secret, so it has one entry per token, and nobody
// who reads the memory of the cache finds a token.
class Callers final : public http::Authenticator {
public:
    // `database` and `clock` must outlive this object. Listens to the database's notices.
    Callers(db::Database& database, Clock const& clock, SessionSettings settings = {});

    std::shared_ptr<http::Caller const> cached(std::string_view bearer) override;
    Result<http::Caller> find(
        std::string_view bearer, db::Transaction& transaction, Moment const& moment
    ) override;

private:
    struct Known {
        http::Caller caller;
        std::uint64_t loaded_at = 0;  // number of notices that the loading transaction had seen
        std::optional<std::string> expires_at;  // UTC, as stored
        bool is_permanent = false;
        std::atomic<std::int64_t> used_at{0};  // seconds since 1970, as last written
    };
    // A hash is as good as random already.
    struct Bucket {
        std::size_t operator()(digest::Sha256 const& hash) const;
    };
    void onNotice(std::string_view topic, std::uint64_t count);
    void remember(digest::Sha256 const& hash, std::shared_ptr<Known> known);
    bool hasEnded(Known const& known) const;
    // Writes last_used_at, at most once a minute per token. No request waits for it.
    void touch(Known& known);

    db::Database& database_;
    Clock const& clock_;
    SessionSettings const settings_;
    std::shared_ptr<TokenUses> const uses_;
    std::atomic<std::uint64_t> changed_at_{0};
    std::shared_mutex mutex_;
    std::unordered_map<digest::Sha256, std::shared_ptr<Known>, Bucket> known_;
};

}  // namespace antrean::auth
