#include "board/BoardBroadcast.hpp"

#include "db/Database.hpp"
#include "ledger/Ledger.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace antrean::board {
namespace {

constexpr std::string_view kQueueChannel = "queue-channel";
constexpr std::string_view kCalledEvent = "queue.called";
constexpr std::string_view kUpdatedEvent = "board.updated";
constexpr std::string_view kHeartbeatEvent = "board.heartbeat";

constexpr Watcher::Timing kTiming{
    .every = std::chrono::milliseconds(500),  // midnight and heartbeats do not poke
    .pause = std::chrono::milliseconds(200),
    .retry_after = std::chrono::milliseconds(1'000),
};
// After registrations alone, which change little on the board.
constexpr std::chrono::milliseconds kRegistrationsEvery{700};
constexpr std::chrono::seconds kStartTimeout{5};

using SteadyClock = std::chrono::steady_clock;

}  // namespace

BoardBroadcast::BoardBroadcast(
    db::Database& database,
    clinic::Directories& directories,
    clinic::Profiles& profiles,
    http::ClinicClock const& clock,
    Actions actions
)
    : database_(database),
      directories_(directories),
      profiles_(profiles),
      clock_(clock),
      actions_(std::move(actions)),
      inbox_([this] { watcher_.poke(); }),
      watcher_(kTiming, [this](bool) { return look(); }) {}

void BoardBroadcast::start() {
    watcher_.startAndWait(kStartTimeout);
}

void BoardBroadcast::stop() {
    watcher_.stop();
}

void BoardBroadcast::request() {
    is_requested_ = true;
    is_outdated_ = true;
    watcher_.poke();
}

void BoardBroadcast::onNotice(std::string_view topic) {
    if (!topic.empty() && topic != clinic::kPoliesTopic && topic != clinic::kStatusesTopic &&
        topic != clinic::kConfigsTopic)
        return;
    is_outdated_ = true;
    watcher_.poke();
}

std::shared_ptr<KeptBoard const> BoardBroadcast::get() const {
    std::scoped_lock const lock(mutex_);
    bool const is_new = kept_ && SteadyClock::now() - kept_->read_at < kShownFor;
    return is_new ? kept_ : nullptr;
}

bool BoardBroadcast::look() {
    auto const moment = clock_.moment();
    bool const is_beat = SteadyClock::now() >= next_beat_;
    if (is_outdated_.exchange(false))
        change_ = Change::others;
    // Everything that is taken in is committed, so the board that is read next contains it.
    follow(moment.date);
    if (!isDue(is_beat))
        return true;
    auto const seen = database_.read<Look>([this, &moment](db::Transaction& transaction) {
        Look look{directories_.get(transaction), profiles_.get(transaction), {}};
        look.rows = readBoard(transaction, *look.directory, moment.date);
        return Result<Look>(std::move(look));
    });
    if (!seen)
        return false;
    change_ = Change::none;
    read_at_ = SteadyClock::now();
    publishCalls(*seen->directory);
    publishBoard(*seen, moment);
    if (is_beat) {
        boost::json::object const beat{{"now", jsonInstant(moment.instant)}, {"seq", seq_}};
        actions_.publish(kBoardChannel, kHeartbeatEvent, boost::json::serialize(beat));
        next_beat_ = SteadyClock::now() + kBeatEvery;
    }
    watcher_.ready();
    return true;
}

void BoardBroadcast::follow(std::string const& date) {
    if (date != date_) {
        calls_.clear();
        date_ = date;
        change_ = Change::others;
    }
    // Calls wait here while the database does not answer; the inbox limits how many.
    if (!unpublished_.empty())
        return;
    for (auto const& batch : inbox_.take()) {
        if (batch->is_anew) {
            calls_.clear();
            change_ = Change::others;
        }
        seq_ = batch->last;
        for (auto const& entry : batch->entries) {
            // An edited visit may have left today.
            bool const is_edited = entry.kind == ledger::kEdited;
            if (entry.date != date && !is_edited)
                continue;
            bool const is_registered = entry.kind == ledger::kRegistered;
            change_ = std::max(change_, is_registered ? Change::registrations : Change::others);
            if (entry.date != date)
                continue;
            calls_.add(entry);
            if (auto call = batch->isNews() ? callOf(entry) : std::nullopt)
                unpublished_.push_back(*std::move(call));
        }
    }
}

bool BoardBroadcast::isDue(bool is_beat) const {
    if (change_ == Change::registrations)
        return is_beat || SteadyClock::now() - read_at_ >= kRegistrationsEvery;
    return is_beat || change_ == Change::others;
}

void BoardBroadcast::publishCalls(clinic::Directory const& directory) {
    for (auto const& call : std::exchange(unpublished_, {}))
        if (auto const object = callObject(call, directory))
            actions_.publish(kQueueChannel, kCalledEvent, boost::json::serialize(*object));
}

void BoardBroadcast::publishBoard(Look const& look, Moment const& moment) {
    auto const board = std::make_shared<KeptBoard const>(KeptBoard{
        writeBoard({
            *look.directory,
            *look.profile,
            clock_.zone().name(),
            moment.date,
            seq_,
            look.rows,
            calls_,
        }),
        SteadyClock::now(),
    });
    bool is_news = is_requested_.exchange(false);
    {
        std::scoped_lock const lock(mutex_);
        is_news = is_news || !kept_ || kept_->text != board->text;
        kept_ = board;
    }
    if (is_news)
        actions_.announce(kBoardChannel, kUpdatedEvent, board->text.at(moment.instant));
}

}  // namespace antrean::board
