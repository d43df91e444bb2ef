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

json::value textOf(std::string const* reason) {
    return reason == nullptr ? json::value(nullptr) : json::value(*reason);
}

json::object doctorObject(Session const& session, std::string const* holiday, bool is_open) {
    return {
        {"schedule_id", session.schedule_id},
        {"doctor_name", session.doctor_name},
        {"start_time", session.start_time},
        {"end_time", session.end_time},
        {"quota", http::orNull(session.quota)},
        {"seats_left", http::orNull(seatsLeft(session))},
        {"is_open", is_open},
        {"holiday", textOf(holiday)},
    };
}

}  // namespace

bool isOpen(Session const& session, std::string const& time) {
    return seatsLeft(session) != 0 && session.end_time > time;
}

json::array poliesOf(Desk const& desk, Moment const& moment) {
    auto const& holidays = desk.day->directory().holidays();
    json::array polies;
    for (auto const& [poly_id, name] : desk.day->directory().polyNames()) {
        json::array doctors;
        std::vector<std::int64_t> doctor_ids;
        bool takes_patients = false;
        for (auto const& session : desk.sessions) {
            if (session.poly_id.value_or(poly_id) != poly_id)
                continue;
            auto const* const reason = holidays.reasonFor(session.doctor_id, moment.date);
            bool const is_open = reason == nullptr && isOpen(session, moment.time);
            doctors.push_back(doctorObject(session, reason, is_open));
            doctor_ids.push_back(session.doctor_id);
            takes_patients |= is_open;
        }
        bool const is_planned =
            !doctors.empty() ||
            std::ranges::find(desk.planned_poly_ids, poly_id) != desk.planned_poly_ids.end();
        auto object = ticket::polyObject(desk.day->directory(), poly_id).get_object();
        object["doctors"] = std::move(doctors);
        auto const* const holiday = holidays.reasonForAll(doctor_ids, moment.date);
        object["is_open"] = holiday == nullptr && (takes_patients || !is_planned);
        object["holiday"] = textOf(holiday);
        object["waiting"] = desk.day->waiting(poly_id);
        polies.push_back(std::move(object));
    }
    return polies;
}

}  // namespace antrean::kiosk
