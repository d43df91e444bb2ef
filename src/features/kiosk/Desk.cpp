#include "kiosk/Desk.hpp"

#include "http/Answer.hpp"
#include "ticket/VisitView.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace antrean::kiosk {
namespace {

namespace json = boost::json;

std::optional<std::int64_t> seatsLeft(Session const& session) {
    if (!session.quota)
        return std::nullopt;
    return std::max<std::int64_t>(0, *session.quota - session.booked);
}

json::object doctorObject(Session const& session, std::string const& time) {
    return {
        {"schedule_id", session.schedule_id},
        {"doctor_name", session.doctor_name},
        {"start_time", session.start_time},
        {"end_time", session.end_time},
        {"quota", http::orNull(session.quota)},
        {"seats_left", http::orNull(seatsLeft(session))},
        {"is_open", isOpen(session, time)},
    };
}

}  // namespace

bool isOpen(Session const& session, std::string const& time) {
    return seatsLeft(session) != 0 && session.end_time > time;
}

json::array poliesOf(Desk const& desk, std::string const& time) {
    json::array polies;
    for (auto const& [poly_id, name] : desk.day->directory().polyNames()) {
        json::array doctors;
        bool takes_patients = false;
        for (auto const& session : desk.sessions) {
            if (session.poly_id.value_or(poly_id) != poly_id)
                continue;
            doctors.push_back(doctorObject(session, time));
            takes_patients |= isOpen(session, time);
        }
        bool const is_planned =
            !doctors.empty() ||
            std::ranges::find(desk.planned_poly_ids, poly_id) != desk.planned_poly_ids.end();
        auto object = ticket::polyObject(desk.day->directory(), poly_id).get_object();
        object["doctors"] = std::move(doctors);
        object["is_open"] = takes_patients || !is_planned;
        object["waiting"] = desk.day->waiting(poly_id);
        polies.push_back(std::move(object));
    }
    return polies;
}

}  // namespace antrean::kiosk
