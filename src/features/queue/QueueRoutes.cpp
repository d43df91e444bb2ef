#include "queue/QueueRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "queue/CallNext.hpp"
#include "queue/QueueInput.hpp"
#include "queue/Transitions.hpp"
#include "validation/Bind.hpp"
#include "visit/VisitJson.hpp"
#include "visit/VisitList.hpp"
#include "visit/VisitStore.hpp"

#include <initializer_list>
#include <string>
#include <utility>

namespace antrean::queue {
namespace {

using clinic::Directory;
using clinic::Station;
using db::Transaction;
using http::Request;
using http::Response;
using visit::Step;
using visit::Visit;

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kListRelationKeys[] = {visit::kPatientKey, visit::kStatusKey, visit::kPolyKey};
constexpr http::Shape kListReservation =
    shape::extended(visit::kReservation, kListRelationKeys, "QueuedReservation");
constexpr http::Key kListRowKeys[] = {{"reservation", kListReservation}};
constexpr http::Shape kListRow = shape::extended(visit::kQueue, kListRowKeys, "QueueRow");
constexpr http::Key kListRowAsTextKeys[] = {{"queue_number", shape::like("12")}, kListRowKeys[0]};
constexpr http::Shape kListRowAsText =
    shape::extended(visit::kQueue, kListRowAsTextKeys, "QueueRow");

boost::json::object listRow(
    Services const& services, Visit const& visit, Directory const& directory
) {
    auto row = visit::queueObject(visit);
    if (services.list_numbers_as_text)
        row["queue_number"] = std::to_string(visit.queue_number);
    auto reservation = visit::reservationObject(visit);
    reservation["patient"] = visit::patientValue(visit);
    reservation["status"] = directory.status(visit.status_id);
    reservation["poly"] = directory.poly(visit.poly_id);
    row["reservation"] = std::move(reservation);
    return row;
}

Result<Response> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const input = is::bind<visit::ListInput>(request.input, visit::kVisitList);
    if (!input)
        return input.error();
    visit::VisitFilter const filter{input->poly_id, input->status_id, input->date, std::nullopt};
    auto const page = http::readPage(request.input);
    auto const directory = services.directories.get(transaction);
    auto const total = visit::countVisits(transaction, filter, *directory);
    boost::json::array rows;
    for (auto const& visit : visit::listVisits(transaction, filter, page.size, page.offset()))
        rows.push_back(listRow(services, visit, *directory));
    return http::answerList(
        http::ListStyle::paginator,
        "Queue list retrieved successfully",
        std::move(rows),
        page,
        total,
        request.url()
    );
}

// The reservation with some of its relations, in the order given.
boost::json::object shown(
    Visit const& visit,
    Directory const& directory,
    std::initializer_list<std::string_view> relations
) {
    auto object = visit::reservationObject(visit);
    for (auto const relation : relations) {
        if (relation == "queue")
            object["queue"] = visit::queueObject(visit);
        else if (relation == "patient")
            object["patient"] = visit::patientValue(visit);
        else if (relation == "status")
            object["status"] = directory.status(visit.status_id);
    }
    return object;
}

constexpr http::Key kMovedRelationKeys[] = {
    visit::kQueueKey, visit::kPatientKey, visit::kStatusKey};
constexpr http::Shape kMovedReservation =
    shape::extended(visit::kReservation, kMovedRelationKeys, "MovedReservation");
constexpr http::Key kEndedRelationKeys[] = {
    visit::kPatientKey, visit::kQueueKey, visit::kStatusKey};
constexpr http::Shape kEndedReservation =
    shape::extended(visit::kReservation, kEndedRelationKeys, "EndedReservation");
constexpr http::Key kStationKeys[] = {{"reservation", kMovedReservation}};
constexpr http::Shape kStation = shape::object(kStationKeys);
constexpr http::Key kEndKeys[] = {{"reservation", kEndedReservation}};
constexpr http::Shape kEnd = shape::object(kEndKeys);
constexpr http::Key kCallKeys[] = {
    {"queue_number", shape::integer},
    {"number_of_calls", shape::integer},
    kStationKeys[0],
};
constexpr http::Shape kCall = shape::object(kCallKeys);
constexpr http::Key kCallOfDoctorKeys[] = {
    kCallKeys[0],
    kCallKeys[1],
    {"call_time", shape::instant},
    kStationKeys[0],
};
constexpr http::Shape kCallOfDoctor = shape::object(kCallOfDoctorKeys);
constexpr http::Key kCallsMadeKeys[] = {{"number_of_calls", shape::integer}};
constexpr http::Shape kCallsMade = shape::object(kCallsMadeKeys);
constexpr http::Refusal kCallRefusals[] = {
    {ErrorKind::not_found, "Reservation not found"},
    {ErrorKind::refused, "Maximum number of calls reached (3 times)", &kCallsMade},
};
constexpr http::Refusal kUnknown[] = {kCallRefusals[0]};

// One of the six documented moves of a single visit.
struct Move {
    std::string_view path;   // as documented; literal, so that it can be found
    std::string_view alias;  // as older clients call it (contract, QU-8)
    http::Permission permission;
    std::string_view message;
    std::string_view summary;
    Transition transition;
    enum Answer { call, call_of_doctor, station, end } answer;
};

constexpr Move kMoves[] = {
    {"/api/queue/{id}/anamnesa",
     "/api/reservation/{id}/anamnesa",
     http::Permission::queue_anamnesa,
     "Anamnesa call processed successfully",
     "Call a patient to the nurse",
     callToAnamnesa,
     Move::call},
    {"/api/queue/{id}/waitingdoctor",
     "/api/reservation/{id}/waitingdoctor",
     http::Permission::queue_waitingdoctor,
     "Reservation moved to waiting doctor successfully",
     "Send a patient on to wait for the doctor",
     sendToWaitingDoctor,
     Move::station},
    {"/api/queue/{id}/withdoctor",
     "/api/reservation/{id}/withdoctor",
     http::Permission::queue_withdoctor,
     "With doctor call processed successfully",
     "Call a patient to the doctor",
     callToDoctor,
     Move::call_of_doctor},
    {"/api/queue/{id}/done",
     "/api/reservation/{id}/done",
     http::Permission::queue_done,
     "Reservation finish",
     "Finish a visit",
     finish,
     Move::end},
    {"/api/queue/{id}/noshow",
     "/api/reservation/{id}/noshow",
     http::Permission::queue_noshow,
     "Reservation moved to no show successfully",
     "Note that a patient did not come",
     markNoShow,
     Move::end},
    {"/api/queue/{id}/cancelled",
     "/api/reservation/{id}/cancelled",
     http::Permission::queue_cancelled,
     "Reservation moved to cancelled successfully",
     "Cancel a reservation",
     cancel,
     Move::end},
};

Result<Response> run(
    Move const& move, Services const& services, Request const& request, Transaction& transaction
) {
    auto const directory = services.directories.get(transaction);
    Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto const visit = move.transition(transaction, request.id, step);
    if (!visit)
        return visit.error();
    boost::json::object body{{"status", "success"}, {"message", move.message}};
    boost::json::object data;
    bool const is_call = move.answer == Move::call || move.answer == Move::call_of_doctor;
    if (is_call) {
        addNotConfigured(body);
        data["queue_number"] = visit->queue_number;
        data["number_of_calls"] = visit->number_of_calls;
    }
    if (move.answer == Move::call_of_doctor)
        data["call_time"] = jsonInstant(request.moment.instant);
    // The documented order of the relations differs between the moves.
    data["reservation"] = move.answer == Move::end
                              ? shown(*visit, *directory, {"patient", "queue", "status"})
                              : shown(*visit, *directory, {"queue", "patient", "status"});
    body["data"] = std::move(data);
    Response response;
    response.body = std::move(body);
    if (is_call)
        services.webhook.tell(transaction, response, *visit, step);
    return response;
}

http::Outcome outcomeOf(Move::Answer answer) {
    switch (answer) {
        case Move::call:
            return gives::one(kCall).with(kWebhookKeys).refusing(kCallRefusals);
        case Move::call_of_doctor:
            return gives::one(kCallOfDoctor).with(kWebhookKeys).refusing(kCallRefusals);
        case Move::station:
            return gives::one(kStation).refusing(kUnknown);
        case Move::end:
            return gives::one(kEnd).refusing(kUnknown);
    }
    return {};
}

constexpr http::Key kCalledKeys[] = {{"call_time", shape::instant}};
constexpr http::Shape kCalledQueue = shape::extended(visit::kQueue, kCalledKeys, "CalledQueue");
constexpr http::Key kCurrentRelationKeys[] = {{"queue", kCalledQueue}, visit::kPatientKey};
constexpr http::Key kFinishedRelationKeys[] = {visit::kQueueKey, visit::kPatientKey};
constexpr http::Key kNextKeys[] = {
    {"finished",
     shape::orNull(
         shape::extended(visit::kReservation, kFinishedRelationKeys, "FinishedReservation")
     )},
    {"current", shape::extended(visit::kReservation, kCurrentRelationKeys, "CalledReservation")},
};
constexpr http::Shape kNext = shape::object(kNextKeys);
constexpr http::Key kNextBesideKeys[] = {
    {"queue_number_with_doctor", shape::orNull(shape::integer)},
    kWebhookKeys[0],
    kWebhookKeys[1],
};
constexpr http::Outcome kNextOutcome =
    gives::one(kNext).with(kNextBesideKeys).withoutDataAtTimes().invalidAs(Envelope::raw);

boost::json::value finishedValue(std::optional<Visit> const& finished, Directory const& directory) {
    return finished ? boost::json::value(shown(*finished, directory, {"queue", "patient"}))
                    : nullptr;
}

Result<Response> next(Services const& services, Request const& request, Transaction& transaction) {
    auto const directory = services.directories.get(transaction);
    auto const day = boundDay(request, transaction, *directory);
    if (!day)
        return day.error();
    Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto const called = callNext(transaction, *day, step);
    Response response;
    if (!called.current) {
        boost::json::object body{
            {"status", "success"},
            {"message", "No queue to call"},
            {"queue_number_with_doctor", nullptr},
        };
        addNobodyCalled(body);
        response.body = std::move(body);
        return response;
    }
    auto current = shown(*called.current, *directory, {"queue", "patient"});
    // The instant of this call, where reads show the wall time (contract, 4.3-10).
    current["queue"].get_object()["call_time"] = jsonInstant(request.moment.instant);
    boost::json::object body{
        {"status", "success"},
        {"message", "Queue processed successfully"},
        {"queue_number_with_doctor", called.current->queue_number},
    };
    addNotConfigured(body);
    body["data"] = {
        {"finished", finishedValue(called.finished, *directory)},
        {"current", std::move(current)},
    };
    response.body = std::move(body);
    services.webhook.tell(transaction, response, *called.current, step);
    return response;
}

void addMoves(http::Routes& routes, Services const& services) {
    for (auto const& move : kMoves)
        for (auto const path : {move.path, move.alias}) {
            auto const outcome = outcomeOf(move.answer);
            routes.push_back(
                {http::Method::patch,
                 path,
                 http::Work::write,
                 move.permission,
                 {},
                 move.summary,
                 http::Handler([services, &move](Request const& request, Transaction& transaction) {
                     return run(move, services, request, transaction);
                 }),
                 path == move.path ? outcome : outcome.aliasOf(move.path)}
            );
        }
}

}  // namespace

void addRoutes(http::Routes& routes, Services const& services) {
    using http::Method;
    using http::Permission;
    using http::Work;
    auto const handler = [services](auto function) {
        return http::Handler([services, function](
                                 Request const& request, Transaction& transaction
                             ) { return function(services, request, transaction); });
    };
    auto const read = Permission::signed_in;
    auto const& row = services.list_numbers_as_text ? kListRowAsText : kListRow;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/queue", Work::read, read, visit::kVisitList,
         "List queue rows by page, oldest first", handler(list), gives::page(row)},
        {Method::patch, "/api/queue/call-next", Work::write, Permission::queue_call_next, kDay,
         "Finish the current patient and call the next to the doctor", handler(next), kNextOutcome},
    });
    // clang-format on
    addMoves(routes, services);
    addCurrentRoutes(routes, services);
}

}  // namespace antrean::queue
