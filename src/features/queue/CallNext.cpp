#include "queue/CallNext.hpp"

#include "db/Transaction.hpp"
#include "visit/LastMoves.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
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
            (served == nullptr || visit.called_seq >= served->called_seq))
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

// Finishes the visits with the doctor, of which `served_id` is shown as finished, and calls the one
// that waits.
CallNext moveOn(
    db::Transaction& transaction,
    std::vector<CallableVisit>& visits,
    std::optional<std::int64_t> served_id,
    Step const& step
) {
    auto const waiting_id = step.directory.statusId(Station::waiting_doctor);
    CallNext result{.called_at = step.moment.instant};
    if (visits.empty())
        return result;
    // The visits with the doctor come first.
    std::ranges::stable_partition(visits, [waiting_id](Visit const& visit) {
        return visit.status_id != waiting_id;
    });
    auto together = step;
    together.call_next = {visits.front().id, std::ssize(visits)};
    for (auto& visit : visits) {
        if (visit.status_id == waiting_id) {
            visit::callTo(transaction, visit, 1, Station::with_doctor, together);
            result.current = std::move(visit);
        } else {
            visit::moveTo(transaction, visit, Station::done, together);
            if (visit.id == served_id)
                result.finished = std::move(visit);
        }
    }
    return result;
}

// The call-next of the same user that called this visit a moment ago. A clock that was set back
// since then cannot block calls: the distance counts, in either direction.
std::optional<visit::LastMove> findFirstClick(
    db::Transaction& transaction,
    CallableVisit const& served,
    Step const& step,
    CallNextConditions const& conditions
) {
    if (!conditions.expected_serving.isAbsent() || conditions.double_click.count() == 0)
        return std::nullopt;
    auto last = visit::findLastMove(transaction, served.id);
    bool const is_of_user = last && last->call_next_seq && last->user_id == step.user_id;
    if (!is_of_user ||
        std::chrono::abs(step.moment.instant - last->movedAt()) >= conditions.double_click)
        return std::nullopt;
    return last;
}

CallNext repeat(db::Transaction& transaction, Visit served, visit::LastMove const& first_click) {
    CallNext result{.called_at = first_click.movedAt(), .is_repeated = true};
    for (auto const& move : visit::listMovesOfCallNext(transaction, *first_click.call_next_seq))
        if (move.reservation_id != served.id)
            result.finished = visit::findVisit(transaction, move.reservation_id);
    result.current = std::move(served);
    return result;
}

}  // namespace

void lockCallNext(db::Transaction& transaction, Day const& day) {
    transaction.lock("call-next." + std::to_string(day.poly_id) + '.' + day.date);
}

CallNext callNext(
    db::Transaction& transaction,
    Day const& day,
    visit::Step const& step,
    CallNextConditions const& conditions
) {
    auto const waiting_id = step.directory.statusId(Station::waiting_doctor);
    lockCallNext(transaction, day);
    // All visits are locked before the first one is moved, as figures::recount requires.
    auto visits = lockAtDoctor(transaction, day, step);
    auto* const served = findServed(visits, waiting_id);
    if (!isExpected(served, conditions.expected_serving))
        return {.unexpected = findCurrentNumbers(transaction, day, step.directory)};
    if (served == nullptr)
        return moveOn(transaction, visits, std::nullopt, step);
    if (auto const first_click = findFirstClick(transaction, *served, step, conditions))
        return repeat(transaction, std::move(*served), *first_click);
    return moveOn(transaction, visits, served->id, step);
}

}  // namespace antrean::queue
