#include "ticket/PageFields.hpp"

#include "base/StoredInstant.hpp"
#include "reminder/IndonesianTime.hpp"

#include <algorithm>
#include <array>

namespace antrean::ticket {
namespace {

namespace json = boost::json;

constexpr std::size_t kHourAndMinute = 5;  // letters of "09:41"

constexpr std::string_view kLiveStates[] = {
    "waiting", "called", "with_nurse", "waiting_doctor", "with_doctor"};

struct StateField {
    std::string_view name;
    std::string_view state;
};
constexpr StateField kStateFields[] = {
    {"is_waiting", "waiting"},
    {"is_called", "called"},
    {"is_with_nurse", "with_nurse"},
    {"is_waiting_doctor", "waiting_doctor"},
    {"is_with_doctor", "with_doctor"},
    {"is_upcoming", "upcoming"},
    {"is_done", "done"},
    {"is_no_show", "no_show"},
    {"is_cancelled", "cancelled"},
    {"is_gone", "gone"},
    {"is_busy", "busy"},
};

constexpr std::string_view kVisitFields[] = {
    "display_number",
    "poly",
    "room",
    "doctor_name",
    "date_text",
    "session_start",
    "session_end",
    "now_called",
    "people_ahead",
    "absent_ahead",
    "is_next",
    "is_called_by_nurse",
    "is_called_by_doctor",
    "call_number",
    "estimate_minutes",
    "estimate_times",
    "is_confidence_low",
    "is_confidence_medium",
    "is_confidence_high",
    "checked_in_at",
    "can_check_in",
    "can_cancel",
};

std::string yes(bool is_so) {
    return is_so ? "ya" : "";
}

// Of a text or null.
std::string textOf(json::value const& value) {
    return value.is_string() ? std::string(value.get_string()) : std::string();
}

std::string hourAndMinute(std::string_view time) {
    return std::string(time.substr(0, kHourAndMinute));
}

std::string hourAndMinute(Instant instant, Zone const& zone) {
    return hourAndMinute(zone.moment(instant).time);
}

void addQueue(Fields& fields, json::object const& visit, std::string_view state) {
    auto const& serving = visit.at("now_serving");
    if (state == "waiting")
        fields["now_called"] = textOf(serving.at("nurse"));
    else if (state == "waiting_doctor")
        fields["now_called"] = textOf(serving.at("doctor"));
    auto const& ahead = visit.at("people_ahead");
    if (!ahead.is_int64())
        return;
    auto const people = ahead.get_int64();
    fields["is_next"] = yes(people == 0);
    if (people > 0)
        fields["people_ahead"] = std::to_string(people);
    auto const& absent = visit.at("absent_ahead");
    if (absent.is_int64() && absent.get_int64() > 0)
        fields["absent_ahead"] = std::to_string(absent.get_int64());
}

// "09:40–09:55", or one of them if they are equal.
std::string rangeOf(std::string const& from, std::string const& to) {
    return from == to ? from : from + "–" + to;
}

void addEstimate(Fields& fields, estimate::Estimate const& estimate, Zone const& zone) {
    fields["estimate_minutes"] =
        rangeOf(std::to_string(estimate.from_minutes), std::to_string(estimate.to_minutes));
    fields["estimate_times"] =
        rangeOf(hourAndMinute(estimate.from, zone), hourAndMinute(estimate.to, zone));
    using estimate::Confidence;
    fields["is_confidence_low"] = yes(estimate.confidence == Confidence::low);
    fields["is_confidence_medium"] = yes(estimate.confidence == Confidence::medium);
    fields["is_confidence_high"] = yes(estimate.confidence == Confidence::high);
}

void addCall(Fields& fields, json::object const& visit) {
    auto const status = textOf(visit.at("status"));
    fields["is_called_by_nurse"] = yes(status == "ANAMNESA");
    fields["is_called_by_doctor"] = yes(status == "WITH_DOCTOR");
    if (auto const calls = visit.at("number_of_calls").get_int64(); calls > 1)
        fields["call_number"] = std::to_string(calls);
}

}  // namespace

Fields fieldsWithoutVisit(
    std::string_view state, clinic::Profile const& profile, Now const& now, std::string_view code
) {
    Fields fields;
    for (auto const name : kVisitFields)
        fields[name];
    fields["code"] = code;
    fields["clinic_name"] = profile.name;
    fields["clinic_address"] = profile.address.value_or("");
    fields["clinic_phone"] = profile.phone.value_or("");
    fields["is_demo"] = yes(profile.is_demo);
    // Browsers load hidden pictures too, so without a logo it is one that they have.
    auto const logo = profile.logoPath();
    fields["logo_path"] = logo.value_or("/favicon.svg");
    fields["has_logo"] = yes(logo.has_value());
    fields["state"] = state;
    for (auto const& [name, of] : kStateFields)
        fields[name] = yes(of == state);
    fields["is_live"] = yes(std::ranges::find(kLiveStates, state) != std::end(kLiveStates));
    fields["updated_at"] = hourAndMinute(now.moment.time);
    return fields;
}

Fields fieldsOf(
    VisitRow const& visit,
    QueueDay const& day,
    clinic::Profile const& profile,
    Now const& now,
    std::string_view code
) {
    auto const object = visitObject(visit, day, profile, now);
    auto const state = textOf(object.at("state"));
    auto fields = fieldsWithoutVisit(state, profile, now, code);
    fields["display_number"] = textOf(object.at("display_number"));
    if (auto const* poly = object.at("poly").if_object()) {
        fields["poly"] = textOf(poly->at("name"));
        fields["room"] = textOf(poly->at("room"));
    }
    fields["doctor_name"] = visit.doctor_name.value_or("");
    fields["date_text"] = reminder::dateInWords(visit.date);
    fields["session_start"] = hourAndMinute(visit.start_time.value_or(""));
    fields["session_end"] = hourAndMinute(visit.end_time.value_or(""));
    addQueue(fields, object, state);
    if (auto const estimate = day.estimate(visit, now.moment.instant))
        addEstimate(fields, *estimate, now.zone);
    if (state == "called")
        addCall(fields, object);
    if (visit.checked_in_at)
        fields["checked_in_at"] = hourAndMinute(storedInstant(*visit.checked_in_at), now.zone);
    fields["can_check_in"] = yes(object.at("can_check_in").get_bool());
    fields["can_cancel"] = yes(object.at("can_cancel").get_bool());
    return fields;
}

}  // namespace antrean::ticket
