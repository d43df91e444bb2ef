// The parts of a visit as the contract writes them (4.2 RESV, QUEUE, PATIENT).
#pragma once

#include "clinic/Directory.hpp"
#include "visit/Visit.hpp"

#include <boost/json/object.hpp>

namespace antrean::visit {

inline constexpr http::Key kReservationKeys[] = {
    {"id", http::shape::integer},
    {"patient_id", http::shape::integer},
    {"poly_id", http::shape::integer},
    {"schedule_id", http::shape::orNull(http::shape::integer)},
    {"date", http::shape::date},
    {"bpjs", http::shape::boolean},
    {"status_id", http::shape::integer},
    {"created_at", http::shape::orNull(http::shape::timestamp)},
    {"updated_at", http::shape::orNull(http::shape::timestamp)},
    {"deleted_at", http::shape::orNull(http::shape::timestamp)},
};
inline constexpr http::Shape kReservation = http::shape::object(kReservationKeys, "Reservation");

inline constexpr http::Key kQueueKeys[] = {
    {"id", http::shape::integer},
    {"reservation_id", http::shape::integer},
    {"poly_id", http::shape::integer},
    {"queue_number", http::shape::integer},
    {"date", http::shape::date},
    {"re_reservation_time", http::shape::time},
    {"call_time", http::shape::orNull(http::shape::time)},
    {"created_at", http::shape::orNull(http::shape::timestamp)},
    {"updated_at", http::shape::orNull(http::shape::timestamp)},
    {"deleted_at", http::shape::orNull(http::shape::timestamp)},
    {"number_of_calls", http::shape::integer},
    {"notification_status", http::shape::boolean},
};
inline constexpr http::Shape kQueue = http::shape::object(kQueueKeys, "Queue");

// The relations; each is null if its row was removed.
inline constexpr http::Key kPatientKey{"patient", http::shape::orNull(patient::kPatientShape)};
inline constexpr http::Key kQueueKey{"queue", kQueue};
inline constexpr http::Key kStatusKey{"status", http::shape::orNull(clinic::kStatusShape)};
inline constexpr http::Key kPolyKey{"poly", http::shape::orNull(clinic::kPolyShape)};

// Without relations.
boost::json::object reservationObject(Visit const& visit);
boost::json::object queueObject(Visit const& visit);
boost::json::value patientValue(Visit const& visit);  // null if the patient was removed

}  // namespace antrean::visit
