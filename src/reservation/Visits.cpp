#include "reservation/Visits.hpp"

#include "db/Transaction.hpp"
#include "reservation/ReservationStore.hpp"
#include "schedule/ScheduleBook.hpp"

#include <string>

namespace antrean::reservation {

std::optional<Visit> findForChange(db::Transaction& transaction, std::int64_t id) {
    transaction.lock("visit." + std::to_string(id));
    return findVisit(transaction, id);
}

void moveTo(
    db::Transaction& transaction,
    Visit& visit,
    clinic::Station station,
    ledger::Kind kind,
    Step const& step
) {
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
    ledger::Event event;
    event.kind = kind;
    event.reservation_id = visit.id;
    event.poly_id = visit.poly_id;
    event.date = visit.date;
    event.queue_number = visit.queue_number;
    event.user_id = step.user_id;
    event.before_status_id = before;
    event.after_status_id = visit.status_id;
    event.created_at = step.moment.timestamp;
    step.ledger.record(transaction, std::move(event));
}

void noteCalls(db::Transaction& transaction, Visit& visit, Moment const& moment) {
    visit.queue_updated_at = moment.timestamp;
    updateCalls(transaction, visit, moment);
}

}  // namespace antrean::reservation
