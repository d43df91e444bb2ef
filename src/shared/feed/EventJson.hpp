#pragma once

#include "ledger/Entries.hpp"

#include <boost/json/object.hpp>

namespace antrean::feed {

// An entry of the ledger as clients get it: numbers and times, nothing about the patient.
boost::json::object eventObject(ledger::Entry const& entry);

}  // namespace antrean::feed
