#include "realtime/TokenWatch.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "realtime/Hub.hpp"

#include <chrono>
#include <utility>

namespace antrean::realtime {
namespace {

constexpr Watcher::Timing kTiming{
    .every = std::chrono::minutes(1),  // tokens also end by themselves
    .pause = std::chrono::milliseconds(100),
    .retry_after = std::chrono::seconds(1),
};

}  // namespace

TokenWatch::TokenWatch(
    db::Database& database,
    Clock const& clock,
    std::vector<Hub*> hubs,
    auth::SessionSettings settings
)
    : database_(database),
      clock_(clock),
      hubs_(std::move(hubs)),
      settings_(settings),
      watcher_(kTiming, [this](bool) { return look(); }) {}

void TokenWatch::onNotice(std::string_view topic) {
    if (topic.empty() || topic == auth::kCallersTopic)
        watcher_.poke();
}

bool TokenWatch::look() {
    bool is_done = true;
    for (auto* const hub : hubs_)
        is_done = check(*hub) && is_done;
    return is_done;
}

bool TokenWatch::check(Hub& hub) const {
    auto const held = hub.heldTokens();
    if (held.empty())
        return true;
    auto const now = clock_.now();
    auto ended = database_.read<std::vector<std::int64_t>>(
        [&held, this, now](db::Transaction& transaction) -> Result<std::vector<std::int64_t>> {
            return auth::endedOf(
                transaction, held, auth::usedSince(settings_, now), storedTimestamp(now)
            );
        }
    );
    if (!ended) {
        log::warning("tokens of live connections were not checked: {}", ended.error().cause);
        return false;
    }
    if (!ended->empty())
        hub.endTokens(std::move(*ended));
    return true;
}

}  // namespace antrean::realtime
