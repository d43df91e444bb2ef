#include "estimate/EstimateWatch.hpp"

#include "base/StoredInstant.hpp"
#include "db/Database.hpp"
#include "ledger/Ledger.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace antrean::estimate {
namespace {

using clinic::Station;

constexpr Watcher::Timing kTiming{
    .every = std::chrono::milliseconds(2'000),  // midnight does not poke
    // Registrations within it are written together.
    .pause = std::chrono::milliseconds(500),
    .retry_after = std::chrono::milliseconds(2'000),
};
constexpr std::chrono::days kRecent{30};
// While several processes write, each waits for the other's transaction, so that they compare
// every call once.
constexpr std::string_view kWriting = "wait-estimates";

// From the waiting room to a station where the patient is examined. A poly without a nurse sends
// its patients on to the doctor.
bool isCall(Move const& move, clinic::Directory const& directory) {
    if (move.before_status_id != directory.statusId(Station::waiting) ||
        move.kind == ledger::kUndone || move.kind == ledger::kEdited)
        return false;
    auto const station = directory.station(move.after_status_id);
    return station == Station::anamnesa || station == Station::waiting_doctor ||
           station == Station::with_doctor;
}

// How many patients waited in the poly after each move.
std::vector<std::int64_t> countWaiting(
    std::vector<Move> const& moves,
    std::vector<figures::Waiting> const& waiting,
    std::int64_t waiting_id
) {
    std::map<std::int64_t, std::int64_t> now;
    for (auto const& poly : waiting)
        now[poly.poly_id] = poly.waiting;
    std::vector<std::int64_t> counts(moves.size());
    for (auto index = moves.size(); index-- > 0;) {
        auto const& move = moves[index];
        auto& count = now[move.poly_id];
        counts[index] = count;
        count -= move.after_status_id == waiting_id ? 1 : 0;
        count += move.before_status_id == waiting_id ? 1 : 0;
    }
    return counts;
}

}  // namespace

EstimateWatch::EstimateWatch(
    db::Database& database,
    clinic::Directories& directories,
    http::ClinicClock const& clock,
    Estimates& estimates,
    std::function<std::int64_t()> settled
)
    : database_(database),
      directories_(directories),
      clock_(clock),
      estimates_(estimates),
      settled_(std::move(settled)),
      watcher_(kTiming, [this](bool is_poked) { return look(is_poked); }) {}

void EstimateWatch::start() {
    watcher_.poke();
    watcher_.start();
}

void EstimateWatch::stop() {
    watcher_.stop();
}

bool EstimateWatch::look(bool is_poked) {
    if (!write())
        return false;
    auto const moment = clock_.moment();
    bool const is_new_day = moment.date != date_;
    if (!is_poked && !is_new_day)
        return true;
    if (is_new_day && !beginDay(moment))
        return false;
    if (reading_.aim(settled_()))
        estimates_.forgetCalls();
    auto const seen = database_.read<Look>([this](db::Transaction& transaction) {
        Look look{directories_.get(transaction), {}, {}};
        look.moves =
            listMoves(transaction, *look.directory, date_, reading_.after(), reading_.end());
        if (!look.moves.empty())
            look.waiting = figures::listWaiting(transaction, date_);
        return Result<Look>(std::move(look));
    });
    if (!seen)
        return false;
    use(*seen, date_);
    reading_.finish();
    if (!reading_.isComplete())
        watcher_.pokeAtOnce();
    return write();
}

bool EstimateWatch::beginDay(Moment const& moment) {
    auto const from = clock_.zone().moment(moment.instant - kRecent).date;
    auto const recent =
        database_.write<std::vector<DayPace>>([&moment, &from](db::Transaction& transaction) {
            removeEstimates(transaction, moment.date);
            return Result<std::vector<DayPace>>(listPaces(transaction, from, moment.date));
        });
    if (!recent)
        return false;
    estimates_.forgetCalls();
    estimates_.setRecent(*recent);
    date_ = moment.date;
    return true;
}

void EstimateWatch::use(Look const& look, std::string const& date) {
    pending_ = {date, {}, {}};
    auto const& directory = *look.directory;
    auto const waiting_id = directory.statusId(Station::waiting);
    auto const counts = countWaiting(look.moves, look.waiting, waiting_id);
    for (std::size_t index = 0; index < look.moves.size(); ++index) {
        auto const& move = look.moves[index];
        bool const is_news = reading_.isNews(move.seq);
        if (isCall(move, directory)) {
            estimates_.addCall(
                move.poly_id,
                move.reservation_id,
                storedInstant(move.created_at),
                storedInstant(move.ready_at)
            );
            if (is_news)
                pending_.outcomes.push_back({move.reservation_id, move.poly_id, move.created_at});
        } else if (move.kind == ledger::kUndone && move.after_status_id == waiting_id) {
            estimates_.removeCall(move.poly_id, move.reservation_id);
            if (is_news)
                pending_.outcomes.push_back({move.reservation_id, move.poly_id, std::nullopt});
        } else if (move.kind == ledger::kRegistered && is_news) {
            estimate(move, counts[index] - 1, date);
        }
    }
}

void EstimateWatch::estimate(Move const& move, std::int64_t people_ahead, std::string const& date) {
    Question question{move.poly_id, people_ahead, storedInstant(move.created_at), std::nullopt};
    if (move.start_time)
        question.session_start = clock_.zone().at(date, *move.start_time);
    if (auto const found = estimates_.find(question))
        pending_.told.push_back({
            move.reservation_id,
            move.poly_id,
            storedTimestamp(found->from),
            storedTimestamp(found->to),
        });
}

bool EstimateWatch::write() {
    if (pending_.told.empty() && pending_.outcomes.empty())
        return true;
    auto const written = database_.write<void>([this](db::Transaction& transaction) {
        transaction.lock(kWriting);
        for (auto const& told : pending_.told)
            insertEstimate(transaction, pending_.date, told);
        std::map<std::int64_t, Compared> by_poly;
        for (auto const& [reservation_id, poly_id, called_at] : pending_.outcomes) {
            auto const compared = compareWithCall(transaction, reservation_id, called_at);
            by_poly[poly_id].estimates += compared.estimates;
            by_poly[poly_id].right += compared.right;
        }
        for (auto const& [poly_id, compared] : by_poly)
            addToDay(transaction, pending_.date, poly_id, compared, estimates_.paceOfDay(poly_id));
        return Result<void>();
    });
    if (written)
        pending_ = {};
    return written.has_value();
}

}  // namespace antrean::estimate
