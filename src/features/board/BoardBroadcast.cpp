#include "board/BoardBroadcast.hpp"

#include "db/Database.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace antrean::board {
namespace {

constexpr std::string_view kQueueChannel = "queue-channel";
constexpr std::string_view kCalledEvent = "queue.called";
constexpr std::string_view kBoardChannel = "board-channel";
constexpr std::string_view kUpdatedEvent = "board.updated";
constexpr std::string_view kHeartbeatEvent = "board.heartbeat";

constexpr Watcher::Timing kTiming{
    .every = std::chrono::milliseconds(500),  // midnight and heartbeats do not poke
    .pause = std::chrono::milliseconds(200),
    .retry_after = std::chrono::milliseconds(1'000),
};
constexpr std::chrono::seconds kStartTimeout{5};
// At the start the calls of the day are looked for among so many entries of the ledger.
constexpr std::int64_t kHistory = 20'000;
// So many are read at once.
constexpr std::int64_t kStepsMax = 5'000;

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
      watcher_(kTiming, [this](bool is_poked) { return look(is_poked); }) {}

void BoardBroadcast::start() {
    watcher_.startAndWait(kStartTimeout);
}

void BoardBroadcast::stop() {
    watcher_.stop();
}

void BoardBroadcast::request() {
    is_requested_ = true;
    watcher_.poke();
}

void BoardBroadcast::onNotice(std::string_view topic) {
    if (topic.empty() || topic == clinic::kPoliesTopic || topic == clinic::kStatusesTopic ||
        topic == clinic::kConfigsTopic)
        watcher_.poke();
}

std::shared_ptr<KeptBoard const> BoardBroadcast::get() const {
    std::scoped_lock const lock(mutex_);
    bool const is_new = kept_ && SteadyClock::now() - kept_->read_at < kShownFor;
    return is_new ? kept_ : nullptr;
}

std::int64_t BoardBroadcast::chooseEnd(std::int64_t settled, std::string const& date) {
    // The ledger is shorter than before if an older database took its place.
    if (!position_ || settled < *position_) {
        position_ = std::max<std::int64_t>(0, settled - kHistory);
        silent_until_ = settled;
        calls_.clear();
    }
    if (date != date_)
        calls_.clear();
    date_ = date;
    return std::min(settled, *position_ + kStepsMax);
}

bool BoardBroadcast::look(bool is_poked) {
    auto const moment = clock_.moment();
    bool const is_beat = SteadyClock::now() >= next_beat_;
    if (!is_poked && !is_beat && moment.date == date_)
        return true;
    // Everything up to this number is committed, so the board that is read next contains it.
    auto const settled = actions_.settled();
    auto const end = chooseEnd(settled, moment.date);
    auto const seen = database_.read<Look>([this, &moment, end](db::Transaction& transaction) {
        Look look{directories_.get(transaction), profiles_.get(transaction), {}, {}};
        if (end > *position_)
            look.steps = listSteps(transaction, moment.date, *position_, end);
        look.rows = readBoard(transaction, *look.directory, moment.date);
        return Result<Look>(std::move(look));
    });
    if (!seen)
        return false;
    publishCalls(*seen);
    position_ = end;
    if (end < settled) {
        watcher_.pokeAtOnce();
        return true;
    }
    publishBoard(*seen, moment);
    if (is_beat) {
        boost::json::object const beat{{"now", jsonInstant(moment.instant)}, {"seq", end}};
        actions_.publish(kBoardChannel, kHeartbeatEvent, boost::json::serialize(beat));
        next_beat_ = SteadyClock::now() + kBeatEvery;
    }
    watcher_.ready();
    return true;
}

void BoardBroadcast::publishCalls(Look const& look) {
    for (auto const& step : look.steps) {
        calls_.add(step);
        auto const call = step.seq > silent_until_ ? callOf(step) : std::nullopt;
        auto const object = call ? callObject(*call, *look.directory) : std::nullopt;
        if (object)
            actions_.publish(kQueueChannel, kCalledEvent, boost::json::serialize(*object));
    }
}

void BoardBroadcast::publishBoard(Look const& look, Moment const& moment) {
    auto const board = std::make_shared<KeptBoard const>(KeptBoard{
        writeBoard({
            *look.directory,
            *look.profile,
            clock_.zone().name(),
            moment.date,
            *position_,
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
