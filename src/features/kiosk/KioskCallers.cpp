#include "kiosk/KioskCallers.hpp"

#include "base/Digest.hpp"
#include "base/Log.hpp"
#include "base/Random.hpp"
#include "db/Database.hpp"
#include "kiosk/KioskStore.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace antrean::kiosk {
namespace {

constexpr std::string_view kTokenBegins = "kiosk-";
constexpr std::size_t kTokenLetters = 43;  // 256 bits
constexpr std::chrono::seconds kTouchEvery{60};

}  // namespace

std::string newToken() {
    return std::string(kTokenBegins) + randomLetters(kTokenLetters);
}

KioskCallers::KioskCallers(db::Database& database, Clock const& clock, http::Authenticator& users)
    : database_(database), clock_(clock), users_(users), known_({kKiosksTopic}, load) {
    database_.onNotice([this](std::string_view topic, std::uint64_t count) {
        known_.onNotice(topic, count);
    });
}

KioskCallers::Known KioskCallers::load(db::Transaction& transaction) {
    Known known;
    for (auto const& kiosk : listKiosks(transaction)) {
        if (!kiosk.token_hash)
            continue;
        auto const caller = std::make_shared<http::Caller>();
        // Users have positive ones.
        caller->token_id = -kiosk.id;
        caller->kiosk_id = kiosk.id;
        caller->user_name = kiosk.name;
        known.emplace(*kiosk.token_hash, caller);
    }
    return known;
}

std::shared_ptr<http::Caller const> KioskCallers::cached(std::string_view bearer) {
    if (!bearer.starts_with(kTokenBegins))
        return users_.cached(bearer);
    auto const known = known_.fresh();
    if (!known)
        return nullptr;
    auto const found = known->find(digest::sha256Hex(bearer));
    if (found == known->end())
        return nullptr;
    touch(found->second->kiosk_id);
    return found->second;
}

Result<http::Caller> KioskCallers::find(
    std::string_view bearer, db::Transaction& transaction, Moment const& moment
) {
    if (!bearer.starts_with(kTokenBegins))
        return users_.find(bearer, transaction, moment);
    auto const known = known_.get(transaction);
    auto const found = known->find(digest::sha256Hex(bearer));
    if (found == known->end())
        return Error::unauthenticated();
    touch(found->second->kiosk_id);
    return *found->second;
}

void KioskCallers::touch(std::int64_t kiosk_id) {
    auto const now = clock_.now();
    {
        std::scoped_lock const lock(mutex_);
        auto& seen = seen_[kiosk_id];
        // The distance counts, because the clock may have been set back.
        if (std::chrono::abs(now - seen) < kTouchEvery)
            return;
        seen = now;
    }
    db::Job job;
    job.run = [kiosk_id, at = storedTimestamp(now)](db::Transaction& transaction) {
        touchKiosk(transaction, kiosk_id, at);
        return true;
    };
    job.done = [](std::optional<Error> const& error) {
        if (error)
            log::warning("last_seen_at of a kiosk was not written: {}", error->cause);
    };
    database_.run(db::Mode::write, std::move(job));
}

}  // namespace antrean::kiosk
