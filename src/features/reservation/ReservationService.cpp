#include "reservation/ReservationService.hpp"

#include "db/Transaction.hpp"
#include "schedule/ScheduleBook.hpp"

#include <utility>
#include <vector>

namespace antrean::reservation {
namespace {

using clinic::Station;

// The schedule whose seat the visit takes: the chosen one, otherwise the nearest. Empty when the
// clinic has none to offer.
Result<std::optional<std::int64_t>> takeSeat(
    db::Transaction& transaction,
    std::optional<std::int64_t> chosen_id,
    std::int64_t poly_id,
    std::string const& date,
    clinic::Holidays const& holidays
) {
    using schedule::HolidaysAhead;
    auto const ahead = holidays.haveAnyFrom(date) ? HolidaysAhead::some : HolidaysAhead::none;
    if (!chosen_id)
        return schedule::takeNearestSeat(transaction, poly_id, date, ahead);
    if (!schedule::takeSeat(transaction, *chosen_id, date))
        return kQuotaFull.error();
    return chosen_id;
}

// Refuses a day on which the offered doctor, or every doctor of the poly, takes no patients.
Result<void> checkOpen(
    db::Transaction& transaction,
    std::optional<schedule::Offer> const& offer,
    std::int64_t poly_id,
    std::string const& date,
    clinic::Holidays const& holidays
) {
    if (!holidays.cover(date))
        return {};
    auto const doctor_ids = offer ? std::vector<std::int64_t>{offer->doctor_id}
                                  : schedule::doctorsOn(transaction, poly_id, date);
    auto const* const reason = holidays.reasonForAll(doctor_ids, date);
    if (reason == nullptr)
        return {};
    auto error = kHoliday.error();
    error.message += ": " + *reason;
    return error;
}

ledger::Event eventOf(std::string_view kind, visit::Step const& step) {
    ledger::Event event;
    event.kind = kind;
    event.user_id = step.user_id;
    event.created_at = step.moment.timestamp;
    return event;
}

std::string noteOf(std::optional<std::string> const& priority) {
    return "priority: " + priority.value_or("none");
}

void recordRegistration(
    db::Transaction& transaction, Registered const& registered, visit::Step const& step
) {
    auto event = eventOf(ledger::kRegistered, step);
    event.reservation_id = registered.id;
    event.poly_id = registered.visit.poly_id;
    event.date = registered.visit.date;
    event.queue_number = registered.queue_number;
    event.after_status_id = registered.visit.status_id;
    if (auto const note = visit::kioskNote(step))
        event.note = note;
    else if (registered.visit.priority)
        event.note = noteOf(registered.visit.priority);
    step.ledger.record(transaction, std::move(event));
}

void recordCorrection(
    db::Transaction& transaction,
    visit::Visit const& visit,
    visit::Visit const& before,
    visit::Step const& step
) {
    auto event = eventOf(ledger::kEdited, step);
    if (visit.priority != before.priority)
        event.note = noteOf(visit.priority);
    event.reservation_id = visit.id;
    event.poly_id = visit.poly_id;
    event.date = visit.date;
    event.queue_number = visit.queue_number;
    event.before_status_id = before.status_id;
    event.after_status_id = visit.status_id;
    step.ledger.record(transaction, std::move(event));
}

// A move changes the seats of two schedules. Two moves in opposite directions would wait for each
// other, so there is one at a time.
constexpr std::string_view kSeatsLock = "seats";

// Takes a seat at the poly and day that the correction names, and gives the visit's seat back.
Result<void> moveSeat(
    db::Transaction& transaction,
    visit::Visit& visit,
    UpdateReservation const& input,
    Result<ChosenSchedule> const& chosen,
    visit::Step const& step
) {
    if (!chosen)
        return chosen.error();
    auto wanted_id = chosen->schedule_id;
    if (wanted_id == visit.schedule_id)  // a form is sent back with another date
        wanted_id.reset();
    std::optional<schedule::Offer> offer;
    if (wanted_id) {
        offer = schedule::findOffer(transaction, *wanted_id);
        if (!offer || !offer->suits(input.poly_id, input.date))
            return unsuitableSchedule();
    }
    auto const& holidays = step.directory.holidays();
    if (auto const open = checkOpen(transaction, offer, input.poly_id, input.date, holidays); !open)
        return open.error();
    transaction.lock(kSeatsLock);
    auto const schedule_id = takeSeat(transaction, wanted_id, input.poly_id, input.date, holidays);
    if (!schedule_id)
        return schedule_id.error();
    // A cancelled visit has no seat.
    if (visit.schedule_id && visit.status_id != step.directory.statusId(Station::cancelled))
        schedule::releaseSeat(transaction, *visit.schedule_id, visit.date);
    visit.schedule_id = *schedule_id;
    return {};
}

// On another poly or day the visit begins again: it waits, and no call counts.
void startAgain(
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
    visit.status_id = step.directory.statusId(Station::waiting);
    visit.number_of_calls = 0;
    visit.call_time.reset();
    visit.checked_in_at.reset();
    visit.cancel_reason.reset();
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

Error unsuitableSchedule() {
    return Error::invalid(
        {{"schedule_id", {"The selected schedule id is invalid."}}}, Envelope::validation_failed
    );
}

Result<Registered> book(
    db::Transaction& transaction, CreateReservation const& input, visit::Step const& step
) {
    auto const& now = step.moment.timestamp;
    patient::PatientValues const values{
        input.patient_name, input.whatsapp_number, input.no_bpjs, input.email};
    auto admitted = patient::admit(transaction, values, now);
    if (!admitted)
        return admitted.error();
    auto const schedule_id = takeSeat(
        transaction, input.schedule_id, input.poly_id, input.date, step.directory.holidays()
    );
    if (!schedule_id)
        return schedule_id.error();

    Registered registered;
    registered.visit = {
        admitted->patient.id,
        input.poly_id,
        *schedule_id,
        input.date,
        input.bpjs,
        step.directory.statusId(Station::waiting),
        step.moment.time,
        now,
        input.priority,
    };
    registered.admitted = std::move(*admitted);
    auto const inserted = visit::insertVisit(transaction, registered.visit);
    registered.id = inserted.id;
    registered.queue_number = inserted.queue_number;
    recordRegistration(transaction, registered, step);
    figures::recount(
        transaction,
        std::nullopt,
        figures::Counted{
            input.poly_id,
            input.date,
            Station::waiting,
            input.bpjs,
            figures::hourOf(registered.visit.time),
            std::nullopt,
        }
    );
    return registered;
}

Result<Registered> bookOffered(
    db::Transaction& transaction,
    CreateReservation const& input,
    std::optional<schedule::Offer> const& offer,
    visit::Step const& step
) {
    if (offer && !offer->suits(input.poly_id, input.date))
        return unsuitableSchedule();
    auto const& holidays = step.directory.holidays();
    if (auto const open = checkOpen(transaction, offer, input.poly_id, input.date, holidays); !open)
        return open.error();
    return book(transaction, input, step);
}

Result<Corrected> correct(
    db::Transaction& transaction,
    std::int64_t id,
    UpdateReservation const& input,
    visit::Step const& step,
    Result<ChosenSchedule> const& chosen
) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    auto const before = visit::countedAs(*visit, step.directory);
    auto const stored = *visit;
    bool const is_moved = visit->poly_id != input.poly_id || visit->date != input.date;
    if (is_moved)
        if (auto const seated = moveSeat(transaction, *visit, input, chosen, step); !seated)
            return seated.error();
    correctPatient(transaction, *visit, input, step);
    if (is_moved)
        startAgain(transaction, *visit, input, step);
    if (is_moved || visit->bpjs != input.bpjs) {
        visit->poly_id = input.poly_id;
        visit->date = input.date;
        visit->bpjs = input.bpjs;
        visit->updated_at = step.moment.timestamp;
        visit::updateReservation(transaction, *visit, step.moment.timestamp);
    }
    visit->priority = input.priority.over(stored.priority);
    if (visit->priority != stored.priority) {
        visit->updated_at = step.moment.timestamp;
        visit::updatePriority(transaction, *visit, step.moment.timestamp);
    }
    recordCorrection(transaction, *visit, stored, step);
    figures::recount(transaction, before, visit::countedAs(*visit, step.directory));
    return Corrected{std::move(*visit), is_moved};
}

}  // namespace antrean::reservation
