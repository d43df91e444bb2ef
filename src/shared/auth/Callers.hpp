#pragma once

#include "base/Clock.hpp"
#include "http/Authenticator.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
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

// The user of a bearer token and that user's permissions. Cached in memory until tokens, users or
// roles change in any process on the database. Thread-safe.
class Callers final : public http::Authenticator {
public:
    // `database` and `clock` must outlive this object. Listens to the database's notices.
    Callers(db::Database& database, Clock const& clock);

    std::shared_ptr<http::Caller const> cached(std::string_view bearer) override;
    Result<http::Caller> find(
        std::string_view bearer, db::Transaction& transaction, Moment const& moment
    ) override;

private:
    struct Known {
        http::Caller caller;
        std::uint64_t loaded_at = 0;  // number of notices that the loading transaction had seen
        std::optional<std::string> expires_at;  // UTC, as stored
        std::atomic<std::int64_t> used_at{0};   // seconds since 1970, as last written
    };
    // Allows a look-up by string_view, without a copy of the token.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view bearer) const {
            return std::hash<std::string_view>()(bearer);
        }
    };
    // Takes the same time wherever the texts differ.
    struct Equal {
        using is_transparent = void;
        bool operator()(std::string_view left, std::string_view right) const;
    };
    void onNotice(std::string_view topic, std::uint64_t count);
    void remember(std::string_view bearer, std::shared_ptr<Known> known);
    // Writes last_used_at, at most once a minute per token. No request waits for it.
    void touch(Known& known);

    db::Database& database_;
    Clock const& clock_;
    std::atomic<std::uint64_t> changed_at_{0};
    std::shared_mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<Known>, Hash, Equal> known_;  // by bearer
};

}  // namespace antrean::auth
