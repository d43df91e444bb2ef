#pragma once

#include "ledger/Entries.hpp"

#include <boost/json/object.hpp>

namespace antrean::realtime {

// An entry of the ledger as followers read it: numbers and times, nothing of the patient.
boost::json::object eventObject(ledger::Entry const& entry);

}  // namespace antrean::realtime
