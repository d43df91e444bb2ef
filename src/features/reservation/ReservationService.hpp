// Registering a patient and correcting a registration.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "patient/PatientBook.hpp"
#include "reservation/ReservationInput.hpp"
#include "schedule/ScheduleBook.hpp"
#include "visit/Steps.hpp"
#include "visit/VisitStore.hpp"

#include <cstdint>
#include <optional>

namespace antrean::reservation {

inline constexpr http::Refusal kQuotaFull{ErrorKind::refused, "Quota is full"};
// The error adds the reason: "No registrations on this day: Natal".
inline constexpr http::Refusal kHoliday{ErrorKind::refused, "No registrations on this day"};

struct Registered {
    patient::Admitted admitted;
    visit::NewVisit visit;
    std::int64_t id = 0;
    std::int64_t queue_number = 0;
};

// Admits the patient, takes a seat of the schedule and gives the next number of the poly and day.
// A schedule that is asked for must suit the poly and day (schedule::Offer). Errors:
// patient::kNumberOfAnother; kQuotaFull.
Result<Registered> book(
    db::Transaction& transaction, CreateReservation const& input, visit::Step const& step
);

// The same for input whose schedule_id was looked up: `offer`, if it has one. Errors also:
// unsuitableSchedule; kHoliday, if the clinic, the doctor or, without a schedule_id, every doctor
// of the poly has a holiday.
Result<Registered> bookOffered(
    db::Transaction& transaction,
    CreateReservation const& input,
    std::optional<schedule::Offer> const& offer,
    visit::Step const& step
);

// For a schedule_id of another poly or day, or of a schedule that is removed.
Error unsuitableSchedule();

struct Corrected {
    visit::Visit visit;
    bool is_moved = false;  // to another poly or day
};

// A visit that moves to another poly or day begins again: it waits, without calls, and takes a seat
// there as a registration does. Its number stays, unless another visit has or had it there: then it
// gets the next one (contract, RS-9). Only such a visit needs `chosen`, so that is also the only
// one whose correction fails if `chosen` is an error. Errors: visit::kUnknownVisit;
// unsuitableSchedule; kHoliday; kQuotaFull.
Result<Corrected> correct(
    db::Transaction& transaction,
    std::int64_t id,
    UpdateReservation const& input,
    visit::Step const& step,
    Result<ChosenSchedule> const& chosen = ChosenSchedule{}
);

}  // namespace antrean::reservation
