#include "queue/CallNext.hpp"

#include "db/Transaction.hpp"

#include <string>

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

std::optional<Visit> finishCurrent(db::Transaction& transaction, Day const& day, Step const& step) {
    std::optional<Visit> last;
    auto const status_id = step.directory.statusId(Station::with_doctor);
    for (auto const id : listIdsAtStation(transaction, day, status_id)) {
        auto visit = stillAt(transaction, id, Station::with_doctor, step);
        if (!visit)
            continue;
        bool const is_latest = !last || last->queue_updated_at <= visit->queue_updated_at;
        reservation::moveTo(transaction, *visit, Station::done, ledger::Kind::done, step);
        if (is_latest)
            last = std::move(visit);
    }
    return last;
}

std::optional<Visit> callFirst(db::Transaction& transaction, Day const& day, Step const& step) {
    auto const status_id = step.directory.statusId(Station::waiting_doctor);
    for (auto const id : listIdsAtStation(transaction, day, status_id)) {
        auto visit = stillAt(transaction, id, Station::waiting_doctor, step);
        if (!visit)
            continue;
        visit->number_of_calls = 1;
        if (!visit->call_time)
            visit->call_time = step.moment.time;
        reservation::noteCalls(transaction, *visit, step.moment);
        reservation::moveTo(
            transaction, *visit, Station::with_doctor, ledger::Kind::with_doctor, step
        );
        return visit;
    }
    return std::nullopt;
}

}  // namespace

CallNext callNext(db::Transaction& transaction, Day const& day, reservation::Step const& step) {
    transaction.lock("call-next." + std::to_string(day.poly_id) + '.' + day.date);
    CallNext result;
    result.finished = finishCurrent(transaction, day, step);
    result.current = callFirst(transaction, day, step);
    return result;
}

}  // namespace antrean::queue
