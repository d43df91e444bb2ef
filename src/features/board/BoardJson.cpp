#include "board/BoardJson.hpp"

#include "http/Answer.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace antrean::board {
namespace {

namespace json = boost::json;

json::object numberObject(
    std::int64_t poly_id, std::int64_t queue_number, clinic::Directory const& directory
) {
    return {
        {"queue_number", queue_number},
        {"display_number", directory.numberOnScreen(poly_id, queue_number)},
    };
}

json::value calledValue(
    std::int64_t poly_id, std::optional<Served> const& served, clinic::Directory const& directory
) {
    if (!served)
        return nullptr;
    auto object = numberObject(poly_id, served->queue_number, directory);
    object["number_of_calls"] = served->number_of_calls;
    object["called_at"] = http::timestamp(served->called_at);
    object["seq"] = served->called_seq;
    return object;
}

json::object polyObject(PolyRows const& poly, BoardFacts const& facts) {
    auto const& directory = facts.directory;
    auto const row = directory.poly(poly.poly_id);
    json::array next;
    for (auto const number : poly.next)
        next.push_back(numberObject(poly.poly_id, number, directory));
    auto const& waiting = facts.rows.waiting;
    auto const counts = std::ranges::find(waiting, poly.poly_id, &figures::Waiting::poly_id);
    bool const is_empty = counts == waiting.end();
    return {
        {"id", poly.poly_id},
        {"name", poly.name},
        {"room", row.at("room")},
        {"letter", row.at("letter")},
        {"nurse", calledValue(poly.poly_id, poly.nurse, directory)},
        {"doctor", calledValue(poly.poly_id, poly.doctor, directory)},
        {"next", std::move(next)},
        {"waiting", is_empty ? 0 : counts->waiting},
        {"waiting_doctor", is_empty ? 0 : counts->waiting_doctor},
    };
}

json::array callArray(BoardFacts const& facts) {
    json::array calls;
    for (auto const& call : facts.calls.list()) {
        if (calls.size() == RecentCalls::kShown)
            break;
        if (auto object = callObject(call, facts.directory))
            calls.push_back(*std::move(object));
    }
    return calls;
}

json::object clinicObject(BoardFacts const& facts) {
    auto const& profile = facts.profile;
    return {
        {"name", profile.name},
        {"address", http::orNull(profile.address)},
        {"running_text", http::orNull(profile.running_text)},
        {"logo_path", http::orNull(profile.logoPath())},
        {"timezone", facts.timezone},
        {"voice_style", profile.voice_style},
        {"is_demo", profile.is_demo},
    };
}

}  // namespace

std::optional<json::object> callObject(Call const& call, clinic::Directory const& directory) {
    auto const poly = directory.poly(call.poly_id);
    auto const* const row = poly.if_object();
    if (row == nullptr)
        return std::nullopt;
    return json::object{
        {"seq", call.seq},
        {"poly_id", call.poly_id},
        {"poly", row->at("name")},
        {"room", row->at("room")},
        {"letter", row->at("letter")},
        {"queue_number", call.queue_number},
        {"display_number", directory.numberOnScreen(call.poly_id, call.queue_number)},
        {"station", call.station == clinic::Station::anamnesa ? "nurse" : "doctor"},
        {"number_of_calls", call.number_of_calls},
        {"called_at", jsonTimestamp(call.called_at)},
    };
}

std::string BoardText::at(Instant now) const {
    return before_now + jsonInstant(now) + after_now;
}

BoardText writeBoard(BoardFacts const& facts) {
    json::array polies;
    for (auto const& poly : facts.rows.polies)
        polies.push_back(polyObject(poly, facts));
    json::object const rest{
        {"date", facts.date},
        {"seq", facts.seq},
        {"polies", std::move(polies)},
        {"calls", callArray(facts)},
    };
    return {
        R"({"clinic":)" + json::serialize(clinicObject(facts)) + R"(,"now":")",
        "\"," + json::serialize(rest).substr(1),
    };
}

}  // namespace antrean::board
