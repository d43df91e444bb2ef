#include "ticket/VisitView.hpp"

#include "http/Answer.hpp"

#include <chrono>
#include <utility>

namespace antrean::ticket {
namespace {

namespace json = boost::json;
using clinic::Directory;
using clinic::Station;

// A patient has time to come after a call. Then the patient is there, or the next one is called.
constexpr std::chrono::minutes kCalledFor{3};

bool hasEnded(std::optional<Station> station) {
    return station == Station::done || station == Station::no_show || station == Station::cancelled;
}

// A call in the future was made before the clock was set back: it counts as a moment ago.
bool isCallRecent(VisitRow const& visit, Moment const& moment) {
    if (visit.number_of_calls == 0 || !visit.moved_at_us)
        return false;
    Instant const moved_at{std::chrono::microseconds(*visit.moved_at_us)};
    return moment.instant - moved_at < kCalledFor;
}

json::value servedNumber(
    Directory const& directory, std::int64_t poly_id, std::optional<std::int64_t> number
) {
    return number ? json::value(directory.numberOnScreen(poly_id, *number)) : nullptr;
}

std::string statusName(Directory const& directory, std::int64_t status_id) {
    auto const status = directory.status(status_id);
    if (!status.is_null())
        return std::string(status.at("status_name").get_string());
    auto const station = directory.station(status_id);
    return station ? std::string(clinic::rowOf(*station).status_name) : std::string();
}

}  // namespace

json::object clinicObject(clinic::Profile const& profile, Zone const& zone) {
    return {
        {"name", profile.name},
        {"address", http::orNull(profile.address)},
        {"phone", http::orNull(profile.phone)},
        {"logo_path", http::orNull(profile.logoPath())},
        {"timezone", zone.name()},
        {"is_demo", profile.is_demo},
    };
}

std::string_view stateOf(VisitRow const& visit, Directory const& directory, Moment const& moment) {
    auto const station = directory.station(visit.status_id).value_or(Station::waiting);
    switch (station) {
        case Station::done:
            return "done";
        case Station::no_show:
            return "no_show";
        case Station::cancelled:
            return "cancelled";
        default:
            break;
    }
    if (visit.date > moment.date)
        return "upcoming";
    bool const is_called = isCallRecent(visit, moment);
    switch (station) {
        case Station::anamnesa:
            return is_called ? "called" : "with_nurse";
        case Station::with_doctor:
            return is_called ? "called" : "with_doctor";
        case Station::waiting_doctor:
            return "waiting_doctor";
        default:
            return "waiting";
    }
}

bool canCheckIn(VisitRow const& visit, Directory const& directory, Moment const& moment) {
    return visit.date == moment.date && !visit.checked_in_at &&
           !hasEnded(directory.station(visit.status_id));
}

bool canCancel(VisitRow const& visit, Directory const& directory, Moment const& moment) {
    return visit.date >= moment.date && directory.station(visit.status_id) == Station::waiting;
}

json::value polyObject(Directory const& directory, std::int64_t poly_id) {
    auto const poly = directory.poly(poly_id);
    if (poly.is_null())
        return nullptr;
    json::object object;
    for (auto const& key : kPolyKeys)
        object[key.name] = poly.at(key.name);
    return object;
}

json::value sessionObject(VisitRow const& visit) {
    if (!visit.start_time || !visit.end_time)
        return nullptr;
    return json::object{{"start_time", *visit.start_time}, {"end_time", *visit.end_time}};
}

json::object visitObject(
    VisitRow const& visit, QueueDay const& day, clinic::Profile const& profile, Now const& now
) {
    auto const& directory = day.directory();
    auto const& [moment, zone] = now;
    bool const is_today = visit.date == moment.date;
    auto const ahead = is_today ? day.peopleAhead(visit) : std::nullopt;
    auto const serving = is_today ? day.serving(visit.poly_id) : QueueDay::Serving{};
    return {
        {"clinic", clinicObject(profile, zone)},
        {"now", jsonInstant(moment.instant)},
        {"date", visit.date},
        {"state", stateOf(visit, directory, moment)},
        {"queue_number", visit.queue_number},
        {"display_number", directory.numberOnScreen(visit.poly_id, visit.queue_number)},
        {"poly", polyObject(directory, visit.poly_id)},
        {"doctor_name", http::orNull(visit.doctor_name)},
        {"session", sessionObject(visit)},
        {"status", statusName(directory, visit.status_id)},
        {"number_of_calls", visit.number_of_calls},
        {"people_ahead", http::orNull(ahead)},
        {"absent_ahead", http::orNull(is_today ? day.absentAhead(visit) : std::nullopt)},
        {"now_serving",
         {{"nurse", servedNumber(directory, visit.poly_id, serving.nurse)},
          {"doctor", servedNumber(directory, visit.poly_id, serving.doctor)}}},
        {"estimate", estimate::estimateValue(day.estimate(visit, moment.instant))},
        {"checked_in_at", http::timestamp(visit.checked_in_at)},
        {"can_check_in", canCheckIn(visit, directory, moment)},
        {"can_cancel", canCancel(visit, directory, moment)},
        {"ends_at", jsonInstant(zone.lastSecond(visit.date) + std::chrono::seconds(1))},
    };
}

}  // namespace antrean::ticket
