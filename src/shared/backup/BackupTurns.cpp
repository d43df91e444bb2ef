#include "backup/BackupTurns.hpp"

#include "backup/Sql.hpp"
#include "db/Database.hpp"

#include <chrono>

namespace antrean::backup {
namespace {

constexpr std::chrono::hours kLease{2};
constexpr std::chrono::minutes kRetryAfter{15};
constexpr std::chrono::days kKept{60};

}  // namespace

Result<bool> BackupTurns::take(Instant planned_at, Instant now) {
    auto const planned = storedTimestamp(planned_at);
    auto const at = storedTimestamp(now);
    auto const taken = database_.read<std::int64_t>([&](db::Transaction& transaction) {
        return Result<std::int64_t>(
            transaction.number(
                           sql::kCountTurnsTaken, {{"planned_at", planned}, {"now", at}}
            ).value_or(0)
        );
    });
    if (!taken)
        return taken.error();
    if (*taken > 0)
        return false;
    // One that is alone goes on at once after a crash.
    auto const until = storedTimestamp(isAlone() ? now : now + kLease);
    auto const before = storedTimestamp(planned_at - kKept);
    return database_.write<bool>([&](db::Transaction& transaction) {
        transaction.run(sql::kRemoveOldTurns, {{"before", before}});
        return Result<bool>(
            transaction.run(
                sql::kTakeTurn, {{"planned_at", planned}, {"lease_until", until}, {"now", at}}
            ) == 1
        );
    });
}

bool BackupTurns::isAlone() const {
    return database_.engine() == db::Engine::sqlite;
}

Result<void> BackupTurns::reopen(Instant planned_at, Instant now) {
    if (!isAlone())
        return {};
    auto const done = isDoneSince(planned_at);
    if (!done)
        return done.error();
    if (!*done)
        return {};
    auto const planned = storedTimestamp(planned_at);
    auto const at = storedTimestamp(now);
    return database_.write<void>([&](db::Transaction& transaction) {
        transaction.run(sql::kReopenTurn, {{"planned_at", planned}, {"now", at}});
        return Result<void>();
    });
}

Result<void> BackupTurns::ended(Instant planned_at, bool is_done, Instant now) {
    auto const planned = storedTimestamp(planned_at);
    auto const at = storedTimestamp(now);
    auto const again = storedTimestamp(now + kRetryAfter);
    auto const done = is_done ? std::optional(at) : std::nullopt;
    auto const written = database_.write<bool>([&](db::Transaction& transaction) {
        transaction.run(
            sql::kEndTurn, {{"planned_at", planned}, {"lease_until", again}, {"done_at", done}}
        );
        return Result<bool>(true);
    });
    if (!written)
        return written.error();
    return {};
}

Result<bool> BackupTurns::isDoneSince(Instant planned_at) {
    auto const planned = storedTimestamp(planned_at);
    return database_.read<bool>([&](db::Transaction& transaction) {
        return Result<bool>(
            transaction.number(sql::kCountTurnsDoneSince, {{"planned_at", planned}}).value_or(0) > 0
        );
    });
}

}  // namespace antrean::backup
