// The parts of a visit as the contract writes them (4.2 RESV, QUEUE, PATIENT).
#pragma once

#include "reservation/Visit.hpp"

#include <boost/json/object.hpp>

namespace antrean::reservation {

// Without relations.
boost::json::object reservationObject(Visit const& visit);
boost::json::object queueObject(Visit const& visit);
boost::json::value patientValue(Visit const& visit);  // null when the patient was removed

}  // namespace antrean::reservation
