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

// Of several visits with the doctor it is the one that queue/current shows: called last, then the
// highest number. Null when no visit is with the doctor.
CallableVisit* findServed(std::vector<CallableVisit>& visits, std::int64_t waiting_id) {
    CallableVisit* served = nullptr;
    for (auto& visit : visits)
        if (visit.status_id != waiting_id &&
            (served == nullptr || visit.called_at_us >= served->called_at_us))
            served = &visit;
    return served;
}

bool isExpected(
    CallableVisit const* served, validation::Patch<std::int64_t> const& expected_serving
) {
    if (expected_serving.isAbsent())
        return true;
    return expected_serving.value() ==
           (served == nullptr ? std::nullopt : std::optional(served->queue_number));
}

}  // namespace

CallNext callNext(
    db::Transaction& transaction,
    Day const& day,
    visit::Step const& step,
    validation::Patch<std::int64_t> const& expected_serving
) {
    auto const waiting_id = step.directory.statusId(Station::waiting_doctor);
    transaction.lock("call-next." + std::to_string(day.poly_id) + '.' + day.date);
    // All visits are locked before the first one is moved, as figures::recount requires.
    auto visits = lockAtDoctor(transaction, day, step);
    auto* const served = findServed(visits, waiting_id);
    if (!isExpected(served, expected_serving))
        return {.unexpected = findCurrentNumbers(transaction, day, step.directory)};
    CallNext result;
    for (auto& visit : visits)
        if (visit.status_id != waiting_id)
            visit::moveTo(transaction, visit, Station::done, step);
    for (auto& visit : visits)
        if (visit.status_id == waiting_id) {
            visit::callTo(transaction, visit, 1, Station::with_doctor, step);
            result.current = std::move(visit);
            break;
        }
    if (served != nullptr)
        result.finished = std::move(*served);
    return result;
}

}  // namespace antrean::queue
