#include "auth/Callers.hpp"

#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "auth/Sql.hpp"
#include "auth/TokenUses.hpp"
#include "db/Database.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mutex>
#include <vector>

namespace antrean::auth {
namespace {

constexpr std::size_t kKnownMax = 20'000;
constexpr std::int64_t kTouchEverySeconds = 60;

struct TokenRow {
    std::int64_t id;
    std::int64_t user_id;
    std::string name;
    std::string token;
    std::optional<std::string> expires_at;
    std::optional<std::string> last_used_at;
    std::optional<std::string> created_at;
    std::string user_name;

    std::optional<std::string> const& usedAt() const {
        return last_used_at ? last_used_at : created_at;
    }
};
BOOST_DESCRIBE_STRUCT(
    TokenRow, (), (id, user_id, name, token, expires_at, last_used_at, created_at, user_name)
)

struct PermissionRow {
    std::string permission;
};
BOOST_DESCRIBE_STRUCT(PermissionRow, (), (permission))

std::int64_t secondsOf(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

bool expired(std::optional<std::string> const& expires_at, std::string const& now) {
    return expires_at && *expires_at <= now;
}

bool hasEnded(TokenRow const& token, SessionSettings const& settings, Moment const& moment) {
    bool const is_unused = token.name != kPermanentToken && token.usedAt() &&
                           *token.usedAt() < usedSince(settings, moment.instant);
    return is_unused || expired(token.expires_at, moment.timestamp);
}

// The last use in seconds since 1970 if it was within the last minute, otherwise 0.
std::int64_t usedAt(TokenRow const& token, Moment const& moment) {
    auto const recent = storedTimestamp(moment.instant - std::chrono::seconds(kTouchEverySeconds));
    return token.last_used_at && *token.last_used_at > recent ? secondsOf(moment.instant) : 0;
}

http::Caller loadCaller(db::Transaction& transaction, TokenRow& token) {
    http::Caller caller;
    caller.token_id = token.id;
    caller.user_id = token.user_id;
    caller.user_name = std::move(token.user_name);
    caller.is_superadmin =
        transaction.number(
            sql::kCountSuperadminRole,
            {{"user_id", token.user_id}, {"superadmin_role_id", kSuperadminRoleId}}
        ) > 0;
    auto const rows =
        transaction.all<PermissionRow>(sql::kListPermissionsOfUser, {{"user_id", token.user_id}});
    for (auto const& row : rows)
        if (auto const permission = permissionOf(row.permission))
            caller.permissions.set(static_cast<std::size_t>(*permission));
    return caller;
}

}  // namespace

Callers::Callers(db::Database& database, Clock const& clock, SessionSettings settings)
    : database_(database),
      clock_(clock),
      settings_(settings),
      uses_(std::make_shared<TokenUses>(database)) {
    database_.onNotice([this](std::string_view topic, std::uint64_t count) {
        onNotice(topic, count);
    });
}

std::size_t Callers::Bucket::operator()(digest::Sha256 const& hash) const {
    std::size_t bucket = 0;
    std::memcpy(&bucket, hash.data(), sizeof bucket);
    return bucket;
}

void Callers::onNotice(std::string_view topic, std::uint64_t count) {
    if (!topic.empty() && topic != kCallersTopic)
        return;
    std::unique_lock const lock(mutex_);
    // Two threads may report their notices in the reverse order.
    changed_at_.store(std::max(changed_at_.load(), count));
    known_.clear();
}

std::shared_ptr<http::Caller const> Callers::cached(std::string_view bearer) {
    auto const asked = presented(bearer);
    if (!asked)
        return nullptr;
    std::shared_ptr<Known> known;
    {
        std::shared_lock const lock(mutex_);
        auto const found = known_.find(asked->hash);
        if (found == known_.end() || found->second->loaded_at < changed_at_.load())
            return nullptr;
        known = found->second;
    }
    if ((asked->id && *asked->id != known->caller.token_id) || hasEnded(*known))
        return nullptr;
    touch(*known);
    return {known, &known->caller};
}

Result<http::Caller> Callers::find(
    std::string_view bearer, db::Transaction& transaction, Moment const& moment
) {
    auto const asked = presented(bearer);
    if (!asked)
        return Error::unauthenticated();
    auto const hash = digest::hex(asked->hash);
    auto const by_hash = asked->id ? std::nullopt : std::optional(hash);
    auto token =
        transaction.first<TokenRow>(sql::kFindToken, {{"id", asked->id}, {"token", by_hash}});
    if (!token || !digest::equalInConstantTime(token->token, hash) ||
        auth::hasEnded(*token, settings_, moment))
        return Error::unauthenticated();

    auto known = std::make_shared<Known>();
    known->expires_at = token->expires_at;
    known->is_permanent = token->name == kPermanentToken;
    known->caller = loadCaller(transaction, *token);
    known->loaded_at = transaction.noticesSeen();
    known->used_at = usedAt(*token, moment);
    remember(asked->hash, known);
    touch(*known);
    return known->caller;
}

void Callers::remember(digest::Sha256 const& hash, std::shared_ptr<Known> known) {
    std::unique_lock const lock(mutex_);
    if (known_.size() >= kKnownMax)
        known_.clear();
    known_[hash] = std::move(known);
}

bool Callers::hasEnded(Known const& known) const {
    auto const now = clock_.now();
    auto const unused = std::chrono::seconds(secondsOf(now) - known.used_at.load());
    return (!known.is_permanent && unused > settings_.unused_max) ||
           (known.expires_at && expired(known.expires_at, storedTimestamp(now)));
}

void Callers::touch(Known& known) {
    auto const now = clock_.now();
    auto const seconds = secondsOf(now);
    auto used_at = known.used_at.load();
    if (seconds - used_at < kTouchEverySeconds ||
        !known.used_at.compare_exchange_strong(used_at, seconds))
        return;
    uses_->note(known.caller.token_id, storedTimestamp(now));
}

}  // namespace antrean::auth
