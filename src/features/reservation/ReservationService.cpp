#include "reservation/ReservationService.hpp"

#include "db/Transaction.hpp"
#include "schedule/ScheduleBook.hpp"

#include <utility>

namespace antrean::reservation {
namespace {

// The schedule whose seat the registration takes; empty when the clinic has none to offer.
Result<std::optional<std::int64_t>> takeSeat(
    db::Transaction& transaction, CreateReservation const& input
) {
    if (!input.schedule_id)
        return schedule::takeNearestSeat(transaction, input.poly_id, input.date);
    if (!schedule::takeSeat(transaction, *input.schedule_id, input.date))
        return kQuotaFull.error();
    return input.schedule_id;
}

ledger::Event eventOf(std::string_view kind, visit::Step const& step) {
    ledger::Event event;
    event.kind = kind;
    event.user_id = step.user_id;
    event.created_at = step.moment.timestamp;
    return event;
}

void recordRegistration(
    db::Transaction& transaction, Registered const& registered, visit::Step const& step
) {
    auto event = eventOf(ledger::kRegistered, step);
    event.reservation_id = registered.id;
    event.poly_id = registered.visit.poly_id;
    event.date = registered.visit.date;
    event.queue_number = registered.visit.queue_number;
    event.after_status_id = registered.visit.status_id;
    step.ledger.record(transaction, std::move(event));
}

void recordCorrection(
    db::Transaction& transaction, visit::Visit const& visit, visit::Step const& step
) {
    auto event = eventOf(ledger::kEdited, step);
    event.reservation_id = visit.id;
    event.poly_id = visit.poly_id;
    event.date = visit.date;
    event.queue_number = visit.queue_number;
    event.before_status_id = visit.status_id;
    event.after_status_id = visit.status_id;
    step.ledger.record(transaction, std::move(event));
}

// False: the schedule has no seat left on the new day.
bool moveSeat(
    db::Transaction& transaction,
    visit::Visit const& visit,
    std::string const& date,
    visit::Step const& step
) {
    bool const has_seat =
        visit.schedule_id && visit.status_id != step.directory.statusId(clinic::Station::cancelled);
    if (!has_seat || visit.date == date)
        return true;
    if (!schedule::takeSeat(transaction, *visit.schedule_id, date)) {
        if (schedule::isPlanned(transaction, *visit.schedule_id))
            return false;
        // It was removed since: there is no quota to keep.
        schedule::takeSeatAgain(transaction, *visit.schedule_id, date);
    }
    schedule::releaseSeat(transaction, *visit.schedule_id, visit.date);
    return true;
}

void moveNumber(
    db::Transaction& transaction,
    visit::Visit& visit,
    UpdateReservation const& input,
    visit::Step const& step
) {
    visit::vacateNumber(transaction, visit);
    visit.queue_poly_id = input.poly_id;
    visit.queue_date = input.date;
    // Raising the counter first also locks it, so that the look at the number holds.
    visit::raiseCounter(transaction, visit.queue_poly_id, visit.queue_date, visit.queue_number);
    if (visit::isNumberTaken(transaction, visit))
        visit.queue_number = visit::nextNumber(transaction, visit.queue_poly_id, visit.queue_date);
    visit.queue_updated_at = step.moment.timestamp;
    visit::moveQueue(transaction, visit, step.moment.timestamp);
}

void correctPatient(
    db::Transaction& transaction,
    visit::Visit& visit,
    UpdateReservation const& input,
    visit::Step const& step
) {
    auto const stored = visit.patient();
    patient::PatientValues const values{
        input.patient_name,
        input.whatsapp_number,
        input.no_bpjs.over(stored.no_bpjs),
        input.email.over(stored.email),
    };
    auto const patient = patient::updatePatient(transaction, stored, values, step.moment.timestamp);
    visit.patient_name = patient.patient_name;
    visit.whatsapp_number = patient.whatsapp_number;
    visit.no_bpjs = patient.no_bpjs;
    visit.email = patient.email;
    visit.patient_updated_at = patient.updated_at;
}

}  // namespace

Result<Registered> book(
    db::Transaction& transaction, CreateReservation const& input, visit::Step const& step
) {
    auto const& now = step.moment.timestamp;
    patient::PatientValues const values{
        input.patient_name, input.whatsapp_number, input.no_bpjs, input.email};
    auto admitted = patient::admit(transaction, values, now);
    if (!admitted)
        return admitted.error();
    auto const schedule_id = takeSeat(transaction, input);
    if (!schedule_id)
        return schedule_id.error();

    Registered registered;
    registered.visit = {
        admitted->patient.id,
        input.poly_id,
        *schedule_id,
        input.date,
        input.bpjs,
        step.directory.statusId(clinic::Station::waiting),
        visit::nextNumber(transaction, input.poly_id, input.date),
        step.moment.time,
        now,
    };
    registered.admitted = std::move(*admitted);
    registered.id = visit::insertVisit(transaction, registered.visit);
    recordRegistration(transaction, registered, step);
    figures::recount(
        transaction,
        registered.id,
        std::nullopt,
        figures::Counted{
            input.poly_id,
            input.date,
            clinic::Station::waiting,
            input.bpjs,
            figures::hourOf(registered.visit.time),
            false,
        }
    );
    return registered;
}

Result<Corrected> correct(
    db::Transaction& transaction,
    std::int64_t id,
    UpdateReservation const& input,
    visit::Step const& step
) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    auto const before = visit::countedAs(*visit, step.directory);
    if (!moveSeat(transaction, *visit, input.date, step))
        return kQuotaFull.error();
    correctPatient(transaction, *visit, input, step);
    bool const is_moved = visit->poly_id != input.poly_id || visit->date != input.date;
    if (is_moved)
        moveNumber(transaction, *visit, input, step);
    if (is_moved || visit->bpjs != input.bpjs) {
        visit->poly_id = input.poly_id;
        visit->date = input.date;
        visit->bpjs = input.bpjs;
        visit->updated_at = step.moment.timestamp;
        visit::updateReservation(transaction, *visit, step.moment.timestamp);
    }
    recordCorrection(transaction, *visit, step);
    figures::recount(transaction, id, before, visit::countedAs(*visit, step.directory));
    return Corrected{std::move(*visit), is_moved};
}

}  // namespace antrean::reservation
