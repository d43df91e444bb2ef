#include "visit/Steps.hpp"

#include "db/Transaction.hpp"
#include "schedule/ScheduleBook.hpp"
#include "visit/LastMoves.hpp"
#include "visit/VisitStore.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace antrean::visit {

void lock(db::Transaction& transaction, std::int64_t id) {
    transaction.lock("visit." + std::to_string(id));
}

std::optional<Visit> findForChange(db::Transaction& transaction, std::int64_t id) {
    lock(transaction, id);
    return findVisit(transaction, id);
}

namespace {

void recordStep(
    db::Transaction& transaction,
    Visit const& visit,
    std::int64_t before_status_id,
    std::string_view kind,
    Step const& step,
    std::optional<std::string> const& note = std::nullopt
) {
    ledger::Event event;
    event.kind = kind;
    event.reservation_id = visit.id;
    event.poly_id = visit.poly_id;
    event.date = visit.date;
    event.queue_number = visit.queue_number;
    event.user_id = step.user_id;
    event.before_status_id = before_status_id;
    event.after_status_id = visit.status_id;
    event.created_at = step.moment.timestamp;
    event.note = note ? note : visit.cancel_reason;
    step.ledger.record(transaction, std::move(event));
}

// What a status says: its id and the reason of a cancellation.
struct Status {
    std::int64_t id;
    std::optional<std::string> cancel_reason;
};

void writeStatus(db::Transaction& transaction, Visit& visit, Status const& old, Step const& step) {
    if (visit.status_id == old.id && visit.cancel_reason == old.cancel_reason)
        return;
    visit.updated_at = step.moment.timestamp;
    updateStatus(transaction, visit, step.moment.timestamp);
}

// Takes or releases the seat. As in a registration, the row of the seats is locked before the
// ledger counts the activity of the user: otherwise both could wait for each other.
void changeSeat(
    db::Transaction& transaction, Visit const& visit, std::int64_t before, Step const& step
) {
    auto const cancelled = step.directory.statusId(clinic::Station::cancelled);
    if (visit.schedule_id && before != cancelled && visit.status_id == cancelled)
        schedule::releaseSeat(transaction, *visit.schedule_id, visit.date);
    if (visit.schedule_id && before == cancelled && visit.status_id != cancelled)
        schedule::takeSeatAgain(transaction, *visit.schedule_id, visit.date);
}

// A move without the figures. The ledger keeps the reason of a cancellation, or the note.
void place(
    db::Transaction& transaction,
    Visit& visit,
    clinic::Station station,
    Step const& step,
    std::optional<std::string> const& cancel_reason = std::nullopt,
    std::optional<std::string> const& note = std::nullopt
) {
    Status const before{visit.status_id, visit.cancel_reason};
    visit.status_id = step.directory.statusId(station);
    visit.cancel_reason = cancel_reason;
    changeSeat(transaction, visit, before.id, step);
    recordStep(transaction, visit, before.id, clinic::rowOf(station).event_kind, step, note);
    keepLastMove(transaction, visit.id, step);
    writeStatus(transaction, visit, before, step);
}

}  // namespace

std::optional<std::string> kioskNote(Step const& step) {
    if (!step.kiosk_id)
        return std::nullopt;
    return "kiosk: " + std::to_string(*step.kiosk_id);
}

std::optional<figures::Counted> countedAs(Visit const& visit, clinic::Directory const& directory) {
    auto const station = directory.station(visit.status_id);
    if (!station)
        return std::nullopt;
    return figures::Counted{
        visit.poly_id,
        visit.date,
        *station,
        visit.bpjs,
        figures::hourOf(visit.re_reservation_time),
        figures::waitOf(visit.re_reservation_time, visit.call_time),
        figures::isPresent(*station, visit.checked_in_at.has_value()),
    };
}

void moveTo(db::Transaction& transaction, Visit& visit, clinic::Station station, Step const& step) {
    auto const before = countedAs(visit, step.directory);
    place(transaction, visit, station, step);
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

void cancel(
    db::Transaction& transaction,
    Visit& visit,
    std::optional<std::string> const& reason,
    Step const& step
) {
    auto const before = countedAs(visit, step.directory);
    place(transaction, visit, clinic::Station::cancelled, step, reason);
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

void callTo(
    db::Transaction& transaction,
    Visit& visit,
    std::int64_t number_of_calls,
    clinic::Station station,
    Step const& step
) {
    auto const before = countedAs(visit, step.directory);
    place(transaction, visit, station, step, std::nullopt, std::to_string(number_of_calls));
    visit.number_of_calls = number_of_calls;
    visit.queue_updated_at = step.moment.timestamp;
    if (station == clinic::Station::with_doctor && !visit.call_time)
        visit.call_time = step.moment.time;
    updateCalls(transaction, visit, step.moment.timestamp);
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

void moveUncalledTo(
    db::Transaction& transaction, Visit& visit, clinic::Station station, Step const& step
) {
    auto const before = countedAs(visit, step.directory);
    place(transaction, visit, station, step);
    if (visit.number_of_calls != 0) {
        visit.number_of_calls = 0;
        visit.queue_updated_at = step.moment.timestamp;
        forgetCalls(transaction, visit, step.moment.timestamp);
    }
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

void checkIn(db::Transaction& transaction, Visit& visit, Step const& step) {
    if (visit.checked_in_at)
        return;
    auto const before = countedAs(visit, step.directory);
    visit.checked_in_at = step.moment.timestamp;
    visit.updated_at = step.moment.timestamp;
    recordStep(transaction, visit, visit.status_id, ledger::kCheckedIn, step, kioskNote(step));
    updateCheckIn(transaction, visit, step.moment.timestamp);
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

void takeBack(db::Transaction& transaction, Visit& visit, LastMove const& move, Step const& step) {
    auto const before = countedAs(visit, step.directory);
    Status const replaced{visit.status_id, visit.cancel_reason};
    visit.status_id = move.status_id;
    visit.cancel_reason = move.cancel_reason;
    visit.number_of_calls = move.number_of_calls;
    visit.call_time = move.call_time;
    visit.queue_updated_at = step.moment.timestamp;
    changeSeat(transaction, visit, replaced.id, step);
    recordStep(transaction, visit, replaced.id, ledger::kUndone, step);
    writeStatus(transaction, visit, replaced, step);
    restoreCalls(transaction, visit, move, step.moment.timestamp);
    forgetLastMove(transaction, visit.id);
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

}  // namespace antrean::visit
