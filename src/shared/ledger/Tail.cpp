#include "ledger/Tail.hpp"

#include "db/Database.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace antrean::ledger {
namespace {

constexpr Watcher::Timing kTiming{
    .every = std::chrono::milliseconds(250),  // commits of other processes do not poke
    .pause = std::chrono::milliseconds(10),   // commits within it are read together
    .retry_after = std::chrono::milliseconds(1'000),
};
// While there is a gap, or a follower has no room.
constexpr std::chrono::milliseconds kLookAgainAfter{20};
constexpr std::chrono::seconds kStartTimeout{5};

}  // namespace

Tail::Tail(db::Database& database, http::ClinicClock const& clock)
    : database_(database), clock_(clock), watcher_(kTiming, [this](bool) { return look(); }) {}

void Tail::start() {
    watcher_.startAndWait(kStartTimeout);
}

void Tail::stop() {
    watcher_.stop();
}

bool Tail::haveRoom() const {
    return std::ranges::all_of(followers_, [](auto const* each) { return each->hasRoom(); });
}

bool Tail::needOtherDays() const {
    return std::ranges::any_of(followers_, [](auto const* each) { return each->needsOtherDays(); });
}

bool Tail::look() {
    if (!haveRoom()) {
        watcher_.lookAgainIn(kLookAgainAfter);
        return true;
    }
    auto const seen = database_.read<Look>([this](db::Transaction& transaction) {
        return Result<Look>(read(transaction));
    });
    if (!seen)
        return false;
    use(*seen);
    return true;
}

// May run twice, so it changes nothing.
Tail::Look Tail::read(db::Transaction& transaction) const {
    Look look{settling_, reading_, nullptr};
    auto const settled = look.settling.advance(transaction);
    // What is not settled at the start would pass for news.
    if (!reading_.hasBegun() && look.settling.hasGap())
        return look;
    auto batch = std::make_shared<Batch>();
    batch->is_anew = look.reading.aim(settled);
    batch->after = look.reading.after();
    batch->last = look.reading.end();
    if (!batch->is_anew && batch->after == batch->last)
        return look;
    batch->news_after = look.reading.newsAfter();
    batch->is_whole = needOtherDays();
    batch->entries = listEntries(
        transaction,
        batch->after,
        batch->last,
        Reading::kAtOnce,
        batch->is_whole ? std::nullopt : std::optional(clock_.moment().date)
    );
    look.batch = std::move(batch);
    return look;
}

void Tail::use(Look const& look) {
    settling_ = look.settling;
    reading_ = look.reading;
    if (look.batch) {
        reading_.finish();
        for (auto* const follower : followers_)
            follower->onBatch(look.batch);
    }
    if (!reading_.isComplete())
        watcher_.pokeAtOnce();
    else if (settling_.hasGap())
        watcher_.lookAgainIn(kLookAgainAfter);
    else
        watcher_.ready();
}

}  // namespace antrean::ledger
