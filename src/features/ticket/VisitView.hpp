// A visit as its patient sees it: VISIT in the answers of /api/visits/{code}. Nothing in it is
// personal: no name, no phone number, no id.
//
//   waiting -> called -> with_nurse -> waiting_doctor -> called -> with_doctor -> done
//      each of them -> no_show, cancelled; upcoming: the visit is on another day
//
// `called` is what the patient has to know of a call: it ends a few minutes after the last call.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Profile.hpp"
#include "estimate/EstimateJson.hpp"
#include "http/Shape.hpp"
#include "ticket/QueueDay.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::ticket {

inline constexpr http::Key kClinicKeys[] = {
    {"name", http::shape::text},
    {"address", http::shape::orNull(http::shape::text)},
    {"phone", http::shape::orNull(http::shape::text)},
    {"logo_path", http::shape::orNull(clinic::kLogoPathShape)},
    {"timezone", http::shape::like("Asia/Jakarta")},
    {"is_demo", http::shape::boolean},
};
inline constexpr http::Key kPolyKeys[] = {
    {"id", http::shape::integer},
    {"name", http::shape::text},
    {"room", http::shape::orNull(http::shape::text)},
    {"letter", http::shape::orNull(http::shape::text)},
};
inline constexpr http::Key kSessionKeys[] = {
    {"start_time", http::shape::time},
    {"end_time", http::shape::time},
};
inline constexpr http::Key kServingKeys[] = {
    {"nurse", http::shape::orNull(http::shape::like("A-011"))},
    {"doctor", http::shape::orNull(http::shape::like("A-007"))},
};
inline constexpr http::Shape kPoly =
    http::shape::orNull(http::shape::object(kPolyKeys, "PolyOfVisit"));
inline constexpr http::Shape kSession =
    http::shape::orNull(http::shape::object(kSessionKeys, "SessionOfVisit"));
inline constexpr http::Key kVisitKeys[] = {
    {"clinic", http::shape::object(kClinicKeys, "ClinicOfVisit")},
    {"now", http::shape::instant},
    {"date", http::shape::date},
    {"state",
     http::shape::oneOf("waiting,called,with_nurse,waiting_doctor,with_doctor,done,no_show,"
                        "cancelled,upcoming")},
    {"queue_number", http::shape::integer},
    {"display_number", http::shape::like("A-012")},
    {"poly", kPoly},
    {"doctor_name", http::shape::orNull(http::shape::text)},
    {"session", kSession},
    {"status", http::shape::text},
    {"number_of_calls", http::shape::integer},
    {"people_ahead", http::shape::orNull(http::shape::integer)},
    {"absent_ahead", http::shape::orNull(http::shape::integer)},
    {"now_serving", http::shape::object(kServingKeys, "NowServing")},
    {"estimate", estimate::kEstimateShape},
    {"checked_in_at", http::shape::orNull(http::shape::timestamp)},
    {"can_check_in", http::shape::boolean},
    {"can_cancel", http::shape::boolean},
    {"ends_at", http::shape::instant},
};
inline constexpr http::Shape kVisit = http::shape::object(kVisitKeys, "PublicVisit");

// The moment of a view, in the clinic's zone.
struct Now {
    Moment const& moment;
    Zone const& zone;
};

std::string_view stateOf(
    VisitRow const& visit, clinic::Directory const& directory, Moment const& moment
);
// Whether the patient may do this now.
bool canCheckIn(VisitRow const& visit, clinic::Directory const& directory, Moment const& moment);
bool canCancel(VisitRow const& visit, clinic::Directory const& directory, Moment const& moment);

// The `clinic` of answers to patients.
boost::json::object clinicObject(clinic::Profile const& profile, Zone const& zone);
// VISIT. `day`: the day of today.
boost::json::object visitObject(
    VisitRow const& visit, QueueDay const& day, clinic::Profile const& profile, Now const& now
);

// Parts of VISIT that tickets have, too.
boost::json::value polyObject(clinic::Directory const& directory, std::int64_t poly_id);
boost::json::value sessionObject(VisitRow const& visit);

}  // namespace antrean::ticket
