#include "visit/Steps.hpp"

#include "db/Transaction.hpp"
#include "schedule/ScheduleBook.hpp"
#include "visit/VisitStore.hpp"

#include <string>
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

void noteCalls(db::Transaction& transaction, Visit& visit, Moment const& moment) {
    visit.queue_updated_at = moment.timestamp;
    updateCalls(transaction, visit, moment);
}

void recordStep(
    db::Transaction& transaction,
    Visit const& visit,
    std::int64_t before_status_id,
    clinic::Station station,
    Step const& step
) {
    ledger::Event event;
    event.kind = clinic::rowOf(station).event_kind;
    event.reservation_id = visit.id;
    event.poly_id = visit.poly_id;
    event.date = visit.date;
    event.queue_number = visit.queue_number;
    event.user_id = step.user_id;
    event.before_status_id = before_status_id;
    event.after_status_id = visit.status_id;
    event.created_at = step.moment.timestamp;
    step.ledger.record(transaction, std::move(event));
}

// A move without the figures.
void place(db::Transaction& transaction, Visit& visit, clinic::Station station, Step const& step) {
    auto const before = visit.status_id;
    auto const cancelled = step.directory.statusId(clinic::Station::cancelled);
    visit.status_id = step.directory.statusId(station);
    if (visit.status_id != before) {
        visit.updated_at = step.moment.timestamp;
        updateStatus(transaction, visit, step.moment.timestamp);
    }
    if (visit.schedule_id && before != cancelled && visit.status_id == cancelled)
        schedule::releaseSeat(transaction, *visit.schedule_id, visit.date);
    if (visit.schedule_id && before == cancelled && visit.status_id != cancelled)
        schedule::takeSeatAgain(transaction, *visit.schedule_id, visit.date);
    recordStep(transaction, visit, before, station, step);
}

}  // namespace

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
    };
}

void moveTo(db::Transaction& transaction, Visit& visit, clinic::Station station, Step const& step) {
    auto const before = countedAs(visit, step.directory);
    place(transaction, visit, station, step);
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
    visit.number_of_calls = number_of_calls;
    if (station == clinic::Station::with_doctor && !visit.call_time)
        visit.call_time = step.moment.time;
    noteCalls(transaction, visit, step.moment);
    place(transaction, visit, station, step);
    figures::recount(transaction, before, countedAs(visit, step.directory));
}

void forgetCalls(db::Transaction& transaction, Visit& visit, Moment const& moment) {
    visit.number_of_calls = 0;
    noteCalls(transaction, visit, moment);
}

}  // namespace antrean::visit
