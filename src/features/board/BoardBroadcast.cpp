#include "board/BoardBroadcast.hpp"

#include "db/Database.hpp"

#include <boost/json/serialize.hpp>

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

bool BoardBroadcast::look(bool is_poked) {
    auto const moment = clock_.moment();
    bool const is_beat = SteadyClock::now() >= next_beat_;
    if (!is_poked && !is_beat && moment.date == date_)
        return true;
    // Everything up to this number is committed, so the board that is read next contains it.
    if (reading_.aim(actions_.settled()) || moment.date != date_)
        calls_.clear();
    auto const seen = database_.read<Look>([this, &moment](db::Transaction& transaction) {
        Look look{directories_.get(transaction), profiles_.get(transaction), {}, {}};
        if (reading_.end() > reading_.after())
            look.steps = listSteps(transaction, moment.date, reading_.after(), reading_.end());
        look.rows = readBoard(transaction, *look.directory, moment.date);
        return Result<Look>(std::move(look));
    });
    if (!seen)
        return false;
    date_ = moment.date;
    publishCalls(*seen);
    reading_.finish();
    if (!reading_.isComplete()) {
        watcher_.pokeAtOnce();
        return true;
    }
    publishBoard(*seen, moment);
    if (is_beat) {
        boost::json::object const beat{
            {"now", jsonInstant(moment.instant)}, {"seq", reading_.after()}};
        actions_.publish(kBoardChannel, kHeartbeatEvent, boost::json::serialize(beat));
        next_beat_ = SteadyClock::now() + kBeatEvery;
    }
    watcher_.ready();
    return true;
}

void BoardBroadcast::publishCalls(Look const& look) {
    for (auto const& step : look.steps) {
        calls_.add(step);
        auto const call = reading_.isNews(step.seq) ? callOf(step) : std::nullopt;
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
            reading_.after(),
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
