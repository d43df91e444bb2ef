// What other features may do with a visit: read it under a lock, and move it to a station.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "ledger/Ledger.hpp"
#include "reservation/Visit.hpp"

#include <cstdint>
#include <optional>

namespace antrean::db {
class Transaction;
}

namespace antrean::reservation {

// Nobody else changes the visit until the transaction ends.
std::optional<Visit> findForChange(db::Transaction& transaction, std::int64_t id);

// Who moves a visit, when, and in which clinic.
struct Step {
    clinic::Directory const& directory;
    ledger::Ledger const& ledger;
    std::int64_t user_id;
    Moment const& moment;
};

// Puts the visit at the station and writes the step into the ledger, also when it was there
// already (a second call is an event of its own). A cancelled visit gives its seat back, one that
// comes back from there takes it again.
void moveTo(
    db::Transaction& transaction,
    Visit& visit,
    clinic::Station station,
    ledger::Kind kind,
    Step const& step
);

// Writes number_of_calls and call_time of the visit.
void noteCalls(db::Transaction& transaction, Visit& visit, Moment const& moment);

}  // namespace antrean::reservation
