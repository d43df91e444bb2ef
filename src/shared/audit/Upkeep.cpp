#include "audit/Upkeep.hpp"

#include "audit/Entry.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"

namespace antrean::audit {
namespace {

constexpr std::chrono::hours kRemoveEvery{1};
constexpr std::chrono::minutes kRetryAfter{10};
constexpr std::chrono::milliseconds kPauseOfMany{500};
constexpr std::int64_t kRemovedAtOnce = 500;

}  // namespace

Upkeep::Upkeep(db::Database& database, Clock const& clock, AuditSettings settings)
    : database_(database),
      clock_(clock),
      settings_(settings),
      watcher_({.every = kRemoveEvery, .retry_after = kRetryAfter}, [this](bool) {
          return removeOld();
      }) {}

void Upkeep::start() {
    if (settings_.keep.count() == 0)
        return;
    watcher_.poke();
    watcher_.start();
}

bool Upkeep::removeOld() {
    auto const before = storedTimestamp(clock_.now() - settings_.keep);
    auto const removed = database_.write<std::int64_t>([&before](db::Transaction& transaction) {
        return Result<std::int64_t>(removeEntries(transaction, before, kRemovedAtOnce));
    });
    if (!removed)
        log::warning("old audit entries are not removed yet: {}", removed.error().cause);
    else if (*removed == kRemovedAtOnce)
        watcher_.lookAgainIn(kPauseOfMany);
    return removed.has_value();
}

}  // namespace antrean::audit
