// Registering a patient and correcting a registration.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "patient/PatientBook.hpp"
#include "reservation/ReservationInput.hpp"
#include "visit/Steps.hpp"
#include "visit/VisitStore.hpp"

#include <cstdint>

namespace antrean::reservation {

inline constexpr http::Refusal kQuotaFull{ErrorKind::refused, "Quota is full"};

struct Registered {
    patient::Admitted admitted;
    visit::NewVisit visit;
    std::int64_t id = 0;
};

// Admits the patient, takes a seat of the schedule and gives the next number of the poly and day.
// conflict: the patient's numbers belong to somebody else; refused: the quota is full.
Result<Registered> book(
    db::Transaction& transaction, CreateReservation const& input, visit::Step const& step
);

struct Corrected {
    visit::Visit visit;
    bool is_moved = false;  // to another poly or day
};

// The number stays when the reservation moves to another poly or day, unless somebody else has or
// had it there: then the visit gets the next one (contract, RS-9). not_found; refused: the quota of
// the new day is full.
Result<Corrected> correct(
    db::Transaction& transaction,
    std::int64_t id,
    UpdateReservation const& input,
    visit::Step const& step
);

}  // namespace antrean::reservation
