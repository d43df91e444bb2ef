#include "queue/CallNext.hpp"

#include "db/Transaction.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace antrean::queue {
namespace {

using clinic::Station;
using visit::Step;
using visit::Visit;

// The visits that call-next may change, each locked. On PostgreSQL another process may move a visit
// between the listing and its lock, so the list is read again until it has only visits that were
// locked before.
std::vector<CallableVisit> lockAtDoctor(
    db::Transaction& transaction, Day const& day, Step const& step
) {
    auto visits = listAtDoctor(transaction, day, step.directory);
    if (transaction.engine() == db::Engine::sqlite)  // one writer: no visit moves meanwhile
        return visits;
    std::set<std::int64_t> locked;
    auto const lockNew = [&transaction, &locked](Visit const& visit) {
        bool const is_new = locked.insert(visit.id).second;
        if (is_new)
            visit::lock(transaction, visit.id);
        return is_new;
    };
    while (std::ranges::count_if(visits, lockNew) != 0)
        visits = listAtDoctor(transaction, day, step.directory);
    return visits;
}

}  // namespace

CallNext callNext(db::Transaction& transaction, Day const& day, visit::Step const& step) {
    auto const waiting_id = step.directory.statusId(Station::waiting_doctor);
    transaction.lock("call-next." + std::to_string(day.poly_id) + '.' + day.date);
    // All visits are locked before the first one is moved, as figures::recount requires.
    auto visits = lockAtDoctor(transaction, day, step);
    CallNext result;
    std::optional<Visit> next;
    std::int64_t latest_us = 0;
    for (auto& visit : visits) {
        if (visit.status_id == waiting_id) {
            next = std::move(visit);
            continue;
        }
        visit::moveTo(transaction, visit, Station::done, step);
        // Of several visits it is the one that queue/current showed: called last, then the highest
        // number.
        if (visit.called_at_us < latest_us)
            continue;
        latest_us = visit.called_at_us;
        result.finished = std::move(visit);
    }
    if (next)
        visit::callTo(transaction, *next, 1, Station::with_doctor, step);
    result.current = std::move(next);
    return result;
}

}  // namespace antrean::queue
