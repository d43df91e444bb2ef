// Reads a visit under a lock, and moves it to a station.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "figures/Figures.hpp"
#include "http/Refusal.hpp"
#include "ledger/Ledger.hpp"
#include "visit/Visit.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::visit {

struct LastMove;

inline constexpr http::Refusal kUnknownVisit{ErrorKind::not_found, "Reservation not found"};

// No other transaction changes the visit until this one ends: all that change a visit lock it
// first.
void lock(db::Transaction& transaction, std::int64_t id);
// Finds the visit and locks it.
std::optional<Visit> findForChange(db::Transaction& transaction, std::int64_t id);

// The visits that one call-next moves: the first of them, and how many.
struct CallNextVisits {
    std::int64_t first_id;
    std::int64_t visits;
};

// The user who moves a visit, the moment, the directory and the ledger.
struct Step {
    clinic::Directory const& directory;
    ledger::Ledger const& ledger;
    std::optional<std::int64_t> user_id;  // empty: the patient
    Moment const& moment;
    std::optional<CallNextVisits> call_next = {};
    std::optional<std::int64_t> kiosk_id = {};  // the patient registers at this kiosk
};

// The note in the ledger of a step that is made at a kiosk: "kiosk: 3". Empty elsewhere.
std::optional<std::string> kioskNote(Step const& step);

// The visit as the figures count it; empty if its status is not a station.
std::optional<figures::Counted> countedAs(Visit const& visit, clinic::Directory const& directory);

// Moves the visit to the station and writes the step into the ledger, even if the visit is at that
// station already (a second call is a separate event). A cancelled visit gives its seat back; a
// visit that is no longer cancelled takes it again. The figures are updated as well. A caller that
// moves several visits must lock all of them first (figures::recount).
void moveTo(db::Transaction& transaction, Visit& visit, clinic::Station station, Step const& step);

// The same for a cancellation with or without a reason, which the visit has as long as it is
// cancelled.
void cancel(
    db::Transaction& transaction,
    Visit& visit,
    std::optional<std::string> const& reason,
    Step const& step
);

// The same for a call with the number number_of_calls. The first call to the doctor sets the call
// time.
void callTo(
    db::Transaction& transaction,
    Visit& visit,
    std::int64_t number_of_calls,
    clinic::Station station,
    Step const& step
);

// The same as moveTo, and resets the count of calls.
void moveUncalledTo(
    db::Transaction& transaction, Visit& visit, clinic::Station station, Step const& step
);

// Writes down that the patient is in the clinic; once, so that the time of the first check-in
// stays.
void checkIn(db::Transaction& transaction, Visit& visit, Step const& step);

// Gives the visit back what its last move replaced, and writes that into the ledger.
void takeBack(db::Transaction& transaction, Visit& visit, LastMove const& move, Step const& step);

}  // namespace antrean::visit
