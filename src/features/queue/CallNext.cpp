#include "queue/CallNext.hpp"

#include "db/Transaction.hpp"

#include <string>
#include <utility>
#include <vector>

namespace antrean::queue {
namespace {

using clinic::Station;
using visit::Step;
using visit::Visit;

// Locks the visit and returns it if it is still at that station: between finding and locking it,
// another process may have moved it.
std::optional<Visit> stillAt(
    db::Transaction& transaction, std::int64_t id, Station station, Step const& step
) {
    auto visit = visit::findForChange(transaction, id);
    if (visit && visit->status_id == step.directory.statusId(station))
        return visit;
    return std::nullopt;
}

struct Called {
    Visit visit;
    std::int64_t at_us;
};

// All visits at the station, by queue number.
std::vector<Called> everybodyAt(
    db::Transaction& transaction, Day const& day, Station station, Step const& step
) {
    std::vector<Called> everybody;
    auto const status_id = step.directory.statusId(station);
    for (auto const& call : listAtStation(transaction, day, status_id))
        if (auto visit = stillAt(transaction, call.id, station, step))
            everybody.push_back({std::move(*visit), call.called_at_us});
    return everybody;
}

// The visit with the lowest number at the station.
std::optional<Visit> firstAt(
    db::Transaction& transaction, Day const& day, Station station, Step const& step
) {
    auto const status_id = step.directory.statusId(station);
    for (auto const& call : listAtStation(transaction, day, status_id))
        if (auto visit = stillAt(transaction, call.id, station, step))
            return visit;
    return std::nullopt;
}

}  // namespace

CallNext callNext(db::Transaction& transaction, Day const& day, visit::Step const& step) {
    transaction.lock("call-next." + std::to_string(day.poly_id) + '.' + day.date);
    // All visits are locked before the first is moved, as figures::recount requires.
    auto leaving = everybodyAt(transaction, day, Station::with_doctor, step);
    auto next = firstAt(transaction, day, Station::waiting_doctor, step);
    CallNext result;
    std::int64_t latest_us = 0;
    for (auto& [visit, called_at_us] : leaving) {
        visit::moveTo(transaction, visit, Station::done, step);
        // Of several visits the one that queue/current showed: called last, then the highest
        // number.
        if (called_at_us < latest_us)
            continue;
        latest_us = called_at_us;
        result.finished = std::move(visit);
    }
    if (next)
        visit::callTo(transaction, *next, 1, Station::with_doctor, step);
    result.current = std::move(next);
    return result;
}

}  // namespace antrean::queue
