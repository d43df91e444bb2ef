#include "queue/CallNext.hpp"

#include "db/Transaction.hpp"

#include <string>
#include <utility>
#include <vector>

namespace antrean::queue {
namespace {

using clinic::Station;
using reservation::Step;
using reservation::Visit;

// The visit under its lock, if it is still at that station: between finding and locking it,
// another process may have moved it.
std::optional<Visit> stillAt(
    db::Transaction& transaction, std::int64_t id, Station station, Step const& step
) {
    auto visit = reservation::findForChange(transaction, id);
    if (visit && visit->status_id == step.directory.statusId(station))
        return visit;
    return std::nullopt;
}

// Everybody who is there, by queue number.
std::vector<Visit> everybodyAt(
    db::Transaction& transaction, Day const& day, Station station, Step const& step
) {
    std::vector<Visit> visits;
    auto const status_id = step.directory.statusId(station);
    for (auto const id : listIdsAtStation(transaction, day, status_id))
        if (auto visit = stillAt(transaction, id, station, step))
            visits.push_back(std::move(*visit));
    return visits;
}

// Whoever has the lowest number there.
std::optional<Visit> firstAt(
    db::Transaction& transaction, Day const& day, Station station, Step const& step
) {
    auto const status_id = step.directory.statusId(station);
    for (auto const id : listIdsAtStation(transaction, day, status_id))
        if (auto visit = stillAt(transaction, id, station, step))
            return visit;
    return std::nullopt;
}

}  // namespace

CallNext callNext(db::Transaction& transaction, Day const& day, reservation::Step const& step) {
    transaction.lock("call-next." + std::to_string(day.poly_id) + '.' + day.date);
    // All are locked before the first is moved, as figures::recount wants it.
    auto leaving = everybodyAt(transaction, day, Station::with_doctor, step);
    auto next = firstAt(transaction, day, Station::waiting_doctor, step);
    CallNext result;
    for (auto& visit : leaving) {
        bool const is_latest =
            !result.finished || result.finished->queue_updated_at <= visit.queue_updated_at;
        reservation::moveTo(transaction, visit, Station::done, ledger::Kind::done, step);
        if (is_latest)
            result.finished = std::move(visit);
    }
    if (next)
        reservation::callTo(
            transaction, *next, 1, Station::with_doctor, ledger::Kind::with_doctor, step
        );
    result.current = std::move(next);
    return result;
}

}  // namespace antrean::queue
