// What other features may do with a visit: read it under a lock, and move it to a station.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "figures/Figures.hpp"
#include "ledger/Ledger.hpp"
#include "visit/Visit.hpp"

#include <cstdint>
#include <optional>

namespace antrean::db {
class Transaction;
}

namespace antrean::visit {

// Nobody else changes the visit until the transaction ends.
std::optional<Visit> findForChange(db::Transaction& transaction, std::int64_t id);

// Who moves a visit, when, and in which clinic.
struct Step {
    clinic::Directory const& directory;
    ledger::Ledger const& ledger;
    std::int64_t user_id;
    Moment const& moment;
};

// What the figures count the visit as; empty at a status that is no station.
std::optional<figures::Counted> countedAs(Visit const& visit, clinic::Directory const& directory);

// Puts the visit at the station and writes the step into the ledger, also when it was there
// already (a second call is an event of its own). A cancelled visit gives its seat back, one that
// comes back from there takes it again. The figures change with it: whoever moves several visits
// locks all of them first (figures::recount).
void moveTo(
    db::Transaction& transaction,
    Visit& visit,
    clinic::Station station,
    ledger::Kind kind,
    Step const& step
);

// The same for a call, which is the visit's number_of_calls-th. The first one to the doctor sets
// the call time.
void callTo(
    db::Transaction& transaction,
    Visit& visit,
    std::int64_t number_of_calls,
    clinic::Station station,
    ledger::Kind kind,
    Step const& step
);

// Starts the count of calls anew.
void forgetCalls(db::Transaction& transaction, Visit& visit, Moment const& moment);

}  // namespace antrean::visit
