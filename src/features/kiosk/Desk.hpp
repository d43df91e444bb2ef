// What a kiosk shows: the polies with their doctors of today, and which of them take patients now.
#pragma once

#include "base/Clock.hpp"
#include "http/Shape.hpp"
#include "kiosk/KioskStore.hpp"
#include "ticket/QueueDay.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace antrean::kiosk {

inline constexpr http::Key kDoctorKeys[] = {
    {"schedule_id", http::shape::integer},
    {"doctor_name", http::shape::text},
    {"start_time", http::shape::time},
    {"end_time", http::shape::time},
    {"quota", http::shape::orNull(http::shape::integer)},
    {"seats_left", http::shape::orNull(http::shape::integer)},
    {"is_open", http::shape::boolean},
    {"holiday", http::shape::orNull(http::shape::text)},
};
inline constexpr http::Shape kDoctor = http::shape::object(kDoctorKeys, "DoctorAtKiosk");
inline constexpr http::Key kPolyKeys[] = {
    {"id", http::shape::integer},
    {"name", http::shape::text},
    {"room", http::shape::orNull(http::shape::text)},
    {"letter", http::shape::orNull(http::shape::text)},
    {"doctors", http::shape::listOf(kDoctor)},
    {"is_open", http::shape::boolean},
    {"holiday", http::shape::orNull(http::shape::text)},
    {"waiting", http::shape::integer},
};
inline constexpr http::Shape kPoly = http::shape::object(kPolyKeys, "PolyAtKiosk");

struct Desk {
    ticket::SharedDay day;
    std::vector<Session> sessions;               // of today
    std::vector<std::int64_t> planned_poly_ids;  // with sessions on later days
};

// Whether the session has a seat left and has not ended. `time`: wall time.
bool isOpen(Session const& session, std::string const& time);

// The `polies` of GET /api/kiosk. A poly takes patients while one of its doctors does. A poly
// without any schedule, today or later, takes them always: not every clinic plans its doctors here.
// On a holiday neither takes any, and `holiday` says why.
boost::json::array poliesOf(Desk const& desk, Moment const& moment);

}  // namespace antrean::kiosk
