#include "estimate/EstimateWatch.hpp"

#include "base/StoredInstant.hpp"
#include "db/Database.hpp"
#include "ledger/Ledger.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <ranges>
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

// A visit that is further back is hardly called on the same day. So a crowd costs no writes.
constexpr std::int64_t kAheadMax = 500;

// From the waiting room to a station where the patient is examined. A poly without a nurse sends
// its patients on to the doctor.
bool isCall(ledger::Entry const& entry, clinic::Directory const& directory) {
    if (entry.before_status_id != directory.statusId(Station::waiting) ||
        entry.kind == ledger::kUndone || entry.kind == ledger::kEdited)
        return false;
    auto const station = directory.station(entry.after_status_id);
    return station == Station::anamnesa || station == Station::waiting_doctor ||
           station == Station::with_doctor;
}

MoveKind kindOf(ledger::Entry const& entry, clinic::Directory const& directory) {
    if (isCall(entry, directory))
        return MoveKind::called;
    if (entry.kind == ledger::kRegistered)
        return MoveKind::registered;
    bool const is_back = entry.after_status_id == directory.statusId(Station::waiting);
    return entry.kind == ledger::kUndone && is_back ? MoveKind::undone : MoveKind::other;
}

}  // namespace

EstimateWatch::EstimateWatch(
    db::Database& database,
    clinic::Directories& directories,
    http::ClinicClock const& clock,
    Estimates& estimates
)
    : database_(database),
      directories_(directories),
      clock_(clock),
      estimates_(estimates),
      inbox_([this] { watcher_.poke(); }),
      watcher_(kTiming, [this](bool) { return look(); }) {}

void EstimateWatch::start() {
    watcher_.poke();
    watcher_.start();
}

void EstimateWatch::stop() {
    watcher_.stop();
}

bool EstimateWatch::look() {
    if (!write())
        return false;
    auto const moment = clock_.moment();
    if (moment.date != date_ && !beginDay(moment))
        return false;
    return follow() && write();
}

bool EstimateWatch::beginDay(Moment const& moment) {
    struct Past {
        std::vector<DayPace> paces;
        bool has_old_estimates;
    };
    auto const from = clock_.zone().moment(moment.instant - kRecent).date;
    auto const past = database_.read<Past>([&moment, &from](db::Transaction& transaction) {
        return Result<Past>(Past{
            listPaces(transaction, from, moment.date), hasOldEstimates(transaction, moment.date)});
    });
    if (!past)
        return false;
    auto const remove = [&moment](db::Transaction& transaction) {
        removeOldEstimates(transaction, moment.date);
        return Result<void>();
    };
    if (past->has_old_estimates && !database_.write<void>(remove))
        return false;
    estimates_.forgetCalls();
    estimates_.setRecent(past->paces);
    date_ = moment.date;
    return true;
}

bool EstimateWatch::follow() {
    // While the database does not answer, the inbox limits how many entries wait.
    if (batches_.empty())
        batches_ = inbox_.take();
    if (batches_.empty())
        return true;
    auto const moves = database_.read<std::vector<Move>>([this](db::Transaction& transaction) {
        return Result<std::vector<Move>>(readMoves(transaction));
    });
    if (!moves)
        return false;
    if (std::ranges::any_of(batches_, [](auto const& batch) { return batch->is_anew; }))
        estimates_.forgetCalls();
    pending_ = {date_, {}, {}};
    for (auto const& move : *moves)
        use(move);
    batches_.clear();
    return true;
}

// May run twice, so it changes nothing.
std::vector<EstimateWatch::Move> EstimateWatch::readMoves(db::Transaction& transaction) const {
    auto const directory = directories_.get(transaction);
    auto const waiting_id = directory->statusId(Station::waiting);
    std::vector<Move> moves;
    for (auto const& batch : batches_) {
        if (batch->is_anew)
            moves.clear();
        for (auto const& entry : batch->entries)
            if (entry.date == date_ &&
                (entry.before_status_id == waiting_id || entry.after_status_id == waiting_id))
                moves.push_back({&entry, kindOf(entry, *directory), batch->isNews()});
    }
    if (moves.empty())
        return moves;
    std::map<std::int64_t, std::int64_t> waiting;
    for (auto const& poly : figures::listWaiting(transaction, date_))
        waiting[poly.poly_id] = poly.waiting;
    for (auto& move : std::views::reverse(moves)) {
        auto const& entry = *move.entry;
        auto& count = waiting[entry.poly_id];
        move.waiting = count;
        count -= entry.after_status_id == waiting_id ? 1 : 0;
        count += entry.before_status_id == waiting_id ? 1 : 0;
        bool const has_estimate =
            move.kind == MoveKind::registered && move.is_news && move.waiting <= kAheadMax;
        move.needs_waiter = has_estimate || move.kind == MoveKind::called;
    }
    findWaiters(transaction, moves);
    return moves;
}

void EstimateWatch::findWaiters(db::Transaction& transaction, std::vector<Move>& moves) {
    std::vector<std::int64_t> ids;
    for (auto const& move : moves)
        if (move.needs_waiter)
            ids.push_back(move.entry->reservation_id);
    if (ids.empty())
        return;
    auto const waiters = listWaiters(transaction, ids);
    for (auto& move : moves) {
        auto const id = move.entry->reservation_id;
        auto const found = std::ranges::lower_bound(waiters, id, {}, &Waiter::reservation_id);
        if (move.needs_waiter && found != waiters.end() && found->reservation_id == id)
            move.waiter = *found;
    }
}

void EstimateWatch::use(Move const& move) {
    auto const& entry = *move.entry;
    auto const visit_id = entry.reservation_id;
    if (move.kind == MoveKind::registered)
        return estimate(move);
    if (move.kind == MoveKind::called && move.waiter) {
        auto const& ready_at = move.waiter->ready_at.value_or(entry.created_at);
        estimates_.addCall(
            entry.poly_id, visit_id, storedInstant(entry.created_at), storedInstant(ready_at)
        );
        if (move.is_news)
            pending_.outcomes.push_back({visit_id, entry.poly_id, entry.created_at});
    } else if (move.kind == MoveKind::undone) {
        estimates_.removeCall(entry.poly_id, visit_id);
        if (move.is_news)
            pending_.outcomes.push_back({visit_id, entry.poly_id, std::nullopt});
    }
}

void EstimateWatch::estimate(Move const& move) {
    if (!move.waiter)
        return;
    auto const& entry = *move.entry;
    Question question{
        entry.poly_id, move.waiting - 1, storedInstant(entry.created_at), std::nullopt};
    if (move.waiter->start_time)
        question.session_start = clock_.zone().at(date_, *move.waiter->start_time);
    if (auto const found = estimates_.find(question))
        pending_.told.push_back({
            entry.reservation_id,
            entry.poly_id,
            storedTimestamp(found->from),
            storedTimestamp(found->to),
        });
}

bool EstimateWatch::write() {
    if (pending_.told.empty() && pending_.outcomes.empty())
        return true;
    auto const written = database_.write<void>([this](db::Transaction& transaction) {
        transaction.lock(kWriting);
        if (!pending_.told.empty())
            insertEstimates(transaction, pending_.date, pending_.told);
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
