// The six documented moves of a single visit, each also at the path that older clients call
// (contract, QU-8).
#include "auth/Permissions.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/Problem.hpp"
#include "queue/ExpectedStatus.hpp"
#include "queue/MovedJson.hpp"
#include "queue/QueueRoutes.hpp"
#include "queue/Transitions.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::queue {
namespace {

using clinic::Directory;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;
using visit::kUnknownVisit;
using visit::Relation;
using visit::Visit;

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;

// The documented order of the relations differs between the moves.
constexpr http::Key kMovedKeys[] = {{"reservation", kMovedReservation}};
constexpr http::Shape kMoved = shape::object(kMovedKeys);

constexpr Relation kEndedRelations[] = {Relation::patient, Relation::queue, Relation::status};
constexpr auto kEndedRelationKeys = visit::relationKeys(kEndedRelations);
constexpr http::Shape kEndedReservation =
    shape::extended(visit::kReservation, kEndedRelationKeys, "EndedReservation");
constexpr http::Key kEndedKeys[] = {{"reservation", kEndedReservation}};
constexpr http::Shape kEnded = shape::object(kEndedKeys);

constexpr http::Key kCountKeys[] = {
    {"queue_number", shape::integer},
    {"number_of_calls", shape::integer},
};
constexpr auto kCalledKeys = shape::joined(kCountKeys, kMovedKeys);
constexpr http::Shape kCalled = shape::object(kCalledKeys);
constexpr http::Key kCallTimeKeys[] = {{"call_time", shape::instant}};
constexpr auto kCalledToDoctorKeys =
    shape::joined(shape::joined(kCountKeys, kCallTimeKeys), kMovedKeys);
constexpr http::Shape kCalledToDoctor = shape::object(kCalledToDoctorKeys);

constexpr is::Field kMove[] = {kExpectedStatus};

constexpr http::Refusal kMovedMeanwhile{
    ErrorKind::conflict, "The reservation no longer has the expected status", &kMoved};

constexpr std::string_view kMoveNote =
    "`expected_status`: the name or the id of the status that the client saw. If the visit has "
    "another one by now, nothing changes (409).";

struct Moved {
    Visit visit;
    std::shared_ptr<Directory const> directory;
    WebhookReport webhook = {};  // of a call
    bool is_as_expected = true;  // false: the visit was elsewhere, and was not moved
};

// Empty when the visit is at the station that the client expects, or no visit has this id.
Result<std::optional<Visit>> findUnexpected(
    Request const& request, Directory const& directory, Transaction& transaction
) {
    auto const expected = expectedStatus(request, directory);
    if (!expected)
        return expected.error();
    if (!*expected)
        return std::optional<Visit>();
    auto visit = visit::findForChange(transaction, request.id);
    if (visit && visit->status_id == *expected)
        visit.reset();
    return visit;
}

// All moves are alike, except for their transition and the message of their answer.
template <class Transit>
Result<Moved> moveBy(
    Services const& services,
    Request const& request,
    Transaction& transaction,
    Transit const& transition
) {
    auto directory = services.directories.get(transaction);
    auto unexpected = findUnexpected(request, *directory, transaction);
    if (!unexpected)
        return unexpected.error();
    if (*unexpected)
        return Moved{
            .visit = std::move(**unexpected), .directory = directory, .is_as_expected = false};
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto visit = transition(transaction, request.id, step);
    if (!visit)
        return visit.error();
    return Moved{.visit = std::move(*visit), .directory = std::move(directory)};
}

template <Transition transition>
Result<Moved> move(Services const& services, Request const& request, Transaction& transaction) {
    return moveBy(services, request, transaction, transition);
}

template <Transition transition>
Result<Moved> call(Services const& services, Request const& request, Transaction& transaction) {
    auto moved = move<transition>(services, request, transaction);
    if (!moved || !moved->is_as_expected)
        return moved;
    visit::Step const step{
        *moved->directory, services.ledger, request.caller.user_id, request.moment};
    moved->webhook =
        services.webhook.notify(transaction, moved->visit, step, failureDetailsFor(request.caller));
    return moved;
}

Response showUnexpected(Moved const& moved) {
    auto reservation = visit::reservationObject(moved.visit, *moved.directory, kMovedRelations);
    return http::problem(kMovedMeanwhile, {{"reservation", std::move(reservation)}});
}

template <auto& message, auto& relations>
Response show(Services const&, Request const&, Moved const& moved) {
    if (!moved.is_as_expected)
        return showUnexpected(moved);
    auto reservation = visit::reservationObject(moved.visit, *moved.directory, relations);
    return http::answer(message, {{"reservation", std::move(reservation)}});
}

Response callResponse(std::string_view message, Moved const& moved, boost::json::object data) {
    if (!moved.is_as_expected)
        return showUnexpected(moved);
    data["reservation"] = visit::reservationObject(moved.visit, *moved.directory, kMovedRelations);
    boost::json::object body{{"status", "success"}, {"message", message}};
    moved.webhook.addTo(body);
    body["data"] = std::move(data);
    Response response;
    response.body = std::move(body);
    response.later = moved.webhook.later;
    return response;
}

boost::json::object countsOf(Visit const& visit) {
    return {{"queue_number", visit.queue_number}, {"number_of_calls", visit.number_of_calls}};
}

Response showCall(Services const&, Request const&, Moved const& moved) {
    return callResponse("Anamnesa call processed successfully", moved, countsOf(moved.visit));
}

Response showCallToDoctor(Services const&, Request const& request, Moved const& moved) {
    auto data = countsOf(moved.visit);
    data["call_time"] = jsonInstant(request.moment.instant);
    return callResponse("With doctor call processed successfully", moved, std::move(data));
}

constexpr char kSentText[] = "Reservation moved to waiting doctor successfully";
constexpr char kDoneText[] = "Reservation finish";
constexpr char kNoShowText[] = "Reservation moved to no show successfully";
constexpr char kCancelledText[] = "Reservation moved to cancelled successfully";

constexpr Endpoint kAnamnesa{
    .work = Work::write,
    .permission = auth::permission("queue.anamnesa"),
    .input = kMove,
    .summary = "Call a patient to the nurse",
    .outcome = gives::one(kCalled)
                   .with(kWebhookKeys)
                   .refusing(kUnknownVisit, kTooManyCalls, kMovedMeanwhile)
                   .noting(kMoveNote),
};
constexpr auto kAnamnesaAlias = kAnamnesa.aliasOf("/api/queue/{id}/anamnesa");
constexpr auto anamnesa = run<call<callToAnamnesa>, showCall>;

constexpr Endpoint kWaitingDoctor{
    .work = Work::write,
    .permission = auth::permission("queue.waitingdoctor"),
    .input = kMove,
    .summary = "Move a patient on to wait for the doctor",
    .outcome = gives::one(kMoved).refusing(kUnknownVisit, kMovedMeanwhile).noting(kMoveNote),
};
constexpr auto kWaitingDoctorAlias = kWaitingDoctor.aliasOf("/api/queue/{id}/waitingdoctor");
constexpr auto waitingDoctor = run<move<sendToWaitingDoctor>, show<kSentText, kMovedRelations>>;

constexpr Endpoint kWithDoctor{
    .work = Work::write,
    .permission = auth::permission("queue.withdoctor"),
    .input = kMove,
    .summary = "Call a patient to the doctor",
    .outcome = gives::one(kCalledToDoctor)
                   .with(kWebhookKeys)
                   .refusing(kUnknownVisit, kTooManyCalls, kMovedMeanwhile)
                   .noting(kMoveNote),
};
constexpr auto kWithDoctorAlias = kWithDoctor.aliasOf("/api/queue/{id}/withdoctor");
constexpr auto withDoctor = run<call<callToDoctor>, showCallToDoctor>;

constexpr Endpoint kDone{
    .work = Work::write,
    .permission = auth::permission("queue.done"),
    .input = kMove,
    .summary = "Finish a visit",
    .outcome = gives::one(kEnded).refusing(kUnknownVisit, kMovedMeanwhile).noting(kMoveNote),
};
constexpr auto kDoneAlias = kDone.aliasOf("/api/queue/{id}/done");
constexpr auto done = run<move<finish>, show<kDoneText, kEndedRelations>>;

constexpr Endpoint kNoShow{
    .work = Work::write,
    .permission = auth::permission("queue.noshow"),
    .input = kMove,
    .summary = "Record that a patient did not come",
    .outcome = gives::one(kEnded).refusing(kUnknownVisit, kMovedMeanwhile).noting(kMoveNote),
};
constexpr auto kNoShowAlias = kNoShow.aliasOf("/api/queue/{id}/noshow");
constexpr auto noShow = run<move<markNoShow>, show<kNoShowText, kEndedRelations>>;

struct CancelInput {
    std::optional<std::string> cancel_reason;
};
BOOST_DESCRIBE_STRUCT(CancelInput, (), (cancel_reason))

constexpr is::Field kCancel[] = {
    kExpectedStatus,
    is::field("cancel_reason", is::nullable, is::text, is::max(visit::kCancelReasonMax)),
};

constexpr Endpoint kCancelled{
    .work = Work::write,
    .permission = auth::permission("queue.cancelled"),
    .input = kCancel,
    .summary = "Cancel a reservation",
    .outcome = gives::one(kEnded).refusing(kUnknownVisit, kMovedMeanwhile).noting(kMoveNote),
};
constexpr auto kCancelledAlias = kCancelled.aliasOf("/api/queue/{id}/cancelled");

Result<Moved> cancelVisit(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const input = http::inputOf<CancelInput>(request, kCancelled);
    if (!input)
        return input.error();
    auto const& reason = input->cancel_reason;
    return moveBy(
        services,
        request,
        transaction,
        [&reason](Transaction& open, std::int64_t id, visit::Step const& step) {
            return cancelFor(open, id, step, reason);
        }
    );
}

constexpr auto cancelled = run<cancelVisit, show<kCancelledText, kEndedRelations>>;

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {patch, "/api/queue/{id}/anamnesa", kAnamnesa, anamnesa},
    {patch, "/api/reservation/{id}/anamnesa", kAnamnesaAlias, anamnesa},
    {patch, "/api/queue/{id}/waitingdoctor", kWaitingDoctor, waitingDoctor},
    {patch, "/api/reservation/{id}/waitingdoctor", kWaitingDoctorAlias, waitingDoctor},
    {patch, "/api/queue/{id}/withdoctor", kWithDoctor, withDoctor},
    {patch, "/api/reservation/{id}/withdoctor", kWithDoctorAlias, withDoctor},
    {patch, "/api/queue/{id}/done", kDone, done},
    {patch, "/api/reservation/{id}/done", kDoneAlias, done},
    {patch, "/api/queue/{id}/noshow", kNoShow, noShow},
    {patch, "/api/reservation/{id}/noshow", kNoShowAlias, noShow},
    {patch, "/api/queue/{id}/cancelled", kCancelled, cancelled},
    {patch, "/api/reservation/{id}/cancelled", kCancelledAlias, cancelled},
};

}  // namespace

http::RouteTable<Services> moveRoutes() {
    return kRoutes;
}

}  // namespace antrean::queue
