// Finds the kiosk of a token; for all other tokens it asks the authenticator of users.
#pragma once

#include "base/Clock.hpp"
#include "db/Cached.hpp"
#include "http/Authenticator.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antrean::db {
class Database;
}

namespace antrean::kiosk {

// "kiosk-" and 43 letters.
std::string newToken();

// Thread-safe. The kiosks are cached until one changes in any process on the database, so a kiosk
// that is removed is refused at once.
class KioskCallers final : public http::Authenticator {
public:
    // All arguments outlive it. Listens to the database's notices.
    KioskCallers(db::Database& database, Clock const& clock, http::Authenticator& users);

    std::shared_ptr<http::Caller const> cached(std::string_view bearer) override;
    Result<http::Caller> find(
        std::string_view bearer, db::Transaction& transaction, Moment const& moment
    ) override;

private:
    // By the hash of the token.
    using Known = std::unordered_map<std::string, std::shared_ptr<http::Caller const>>;

    static Known load(db::Transaction& transaction);
    // Writes last_seen_at, at most once a minute per kiosk. No request waits for it.
    void touch(std::int64_t kiosk_id);

    db::Database& database_;
    Clock const& clock_;
    http::Authenticator& users_;
    db::Cached<Known> known_;
    std::mutex mutex_;
    std::unordered_map<std::int64_t, Instant> seen_;  // under the mutex
};

}  // namespace antrean::kiosk
