// TICKET: what a patient gets on paper. No name and no phone number: tickets are left behind.
#pragma once

#include "clinic/Profile.hpp"
#include "estimate/EstimateJson.hpp"
#include "http/Message.hpp"
#include "http/Shape.hpp"
#include "ticket/PatientSteps.hpp"
#include "visit/Visit.hpp"

#include <boost/json/object.hpp>

namespace antrean::ticket {

inline constexpr http::Key kCardKeys[] = {
    {"name", http::shape::text},
    {"address", http::shape::orNull(http::shape::text)},
    {"phone", http::shape::orNull(http::shape::text)},
    {"logo_path", http::shape::orNull(clinic::kLogoPathShape)},
    {"timezone", http::shape::like("Asia/Jakarta")},
};
inline constexpr http::Key kTicketKeys[] = {
    {"clinic", http::shape::object(kCardKeys, "ClinicOfTicket")},
    {"queue_number", http::shape::integer},
    {"display_number", http::shape::like("A-012")},
    {"poly", kPoly},
    {"doctor_name", http::shape::orNull(http::shape::text)},
    {"date", http::shape::date},
    {"session", kSession},
    {"priority", http::shape::orNull(http::shape::oneOf(visit::kPriorities))},
    {"bpjs", http::shape::boolean},
    {"people_ahead", http::shape::orNull(http::shape::integer)},
    {"absent_ahead", http::shape::orNull(http::shape::integer)},
    {"estimate", estimate::kEstimateShape},
    {"link", http::shape::like("/a/Q2VrIHRhdXRhbiBhbnRyZQ")},
    {"url", http::shape::like("https://klinik.example/a/Q2VrIHRhdXRhbiBhbnRyZQ")},
    {"registered_at", http::shape::orNull(http::shape::timestamp)},
    {"is_demo", http::shape::boolean},
};
inline constexpr http::Shape kTicket = http::shape::object(kTicketKeys, "Ticket");

// `request`: its base URL begins `url`.
boost::json::object ticketObject(
    Services const& services, SeenVisit const& seen, http::Request const& request
);

}  // namespace antrean::ticket
