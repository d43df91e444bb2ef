#include "queue/QueueRoutes.hpp"

#include "auth/Permissions.hpp"
#include "clinic/Lookup.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "http/Paginator.hpp"
#include "http/Problem.hpp"
#include "queue/CallNext.hpp"
#include "queue/CurrentJson.hpp"
#include "queue/QueueInput.hpp"
#include "visit/VisitJson.hpp"
#include "visit/VisitStore.hpp"

#include <memory>
#include <string>
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
using visit::Relation;
using visit::Visit;

namespace gives = http::gives;
namespace shape = http::shape;

using SharedDirectory = std::shared_ptr<Directory const>;

constexpr Relation kListRelations[] = {
    Relation::patient,
    Relation::status,
    Relation::poly,
    Relation::checked_in_at,
    Relation::priority,
    Relation::cancel_reason};
constexpr auto kListRelationKeys = visit::relationKeys(kListRelations);
constexpr http::Shape kListReservation =
    shape::extended(visit::kReservation, kListRelationKeys, "QueuedReservation");
constexpr http::Key kReservationKey{"reservation", kListReservation};
constexpr http::Key kRowKeys[] = {kReservationKey};
constexpr http::Shape kRow = shape::extended(visit::kQueue, kRowKeys, "QueueRow");
constexpr http::Key kTextRowKeys[] = {{"queue_number", shape::like("12")}, kReservationKey};
constexpr http::Shape kTextRow = shape::extended(visit::kQueue, kTextRowKeys, "QueueRow");

constexpr Endpoint listOf(http::Shape const& row) {
    return {
        .work = Work::read,
        .permission = Permission::signed_in,
        .input = visit::kVisitList,
        .summary = "List queue rows by page, oldest first",
        .outcome = gives::page(row),
    };
}
constexpr Endpoint kList = listOf(kRow);
constexpr Endpoint kTextList = listOf(kTextRow);

struct Listed {
    http::PageOf<Visit> page;
    SharedDirectory directory;
};

Result<Listed> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const input = http::inputOf<visit::ListInput>(request, kList);
    if (!input)
        return input.error();
    visit::VisitFilter const filter{
        input->poly_id, input->status_id, input->date, input->doctor_id, input->priority, {}};
    auto const page = http::readPage(request.input);
    auto directory = services.directories.get(transaction);
    auto const total = visit::countVisits(transaction, filter, *directory);
    auto visits = visit::listVisits(transaction, filter, page.size, page.offset());
    return Listed{{std::move(visits), page, total}, std::move(directory)};
}

boost::json::object rowObject(Visit const& visit, Directory const& directory) {
    auto row = visit::queueObject(visit, directory);
    row["reservation"] = visit::reservationObject(visit, directory, kListRelations);
    return row;
}

template <class Shown>
Response showPage(Request const& request, Listed const& listed, Shown const& shown) {
    return http::answerPage(
        http::ListStyle::paginator, "Queue list retrieved successfully", listed.page, request, shown
    );
}

Response showList(Services const&, Request const& request, Listed const& listed) {
    return showPage(request, listed, [&listed](Visit const& visit) {
        return rowObject(visit, *listed.directory);
    });
}

Response showTextList(Services const&, Request const& request, Listed const& listed) {
    return showPage(request, listed, [&listed](Visit const& visit) {
        auto row = rowObject(visit, *listed.directory);
        row["queue_number"] = std::to_string(visit.queue_number);
        return row;
    });
}

constexpr Relation kNextRelations[] = {Relation::queue, Relation::patient};
constexpr auto kFinishedKeys = visit::relationKeys(kNextRelations);
constexpr http::Key kCallTimeKeys[] = {{"call_time", shape::instant}};
constexpr http::Shape kCalledQueue = shape::extended(visit::kQueue, kCallTimeKeys, "CalledQueue");
constexpr http::Key kCalledKeys[] = {
    {"queue", kCalledQueue},
    visit::relationKey(Relation::patient),
};
constexpr http::Key kNextKeys[] = {
    {"finished",
     shape::orNull(shape::extended(visit::kReservation, kFinishedKeys, "FinishedReservation"))},
    {"current", shape::extended(visit::kReservation, kCalledKeys, "CalledReservation")},
};
constexpr http::Shape kCalledNext = shape::object(kNextKeys);
constexpr http::Key kNumberKeys[] = {
    {"queue_number_with_doctor", shape::orNull(shape::integer)},
};
constexpr auto kBesideKeys = shape::joined(kNumberKeys, kWebhookKeys);

constexpr http::Refusal kServedMeanwhile{
    ErrorKind::conflict, "The number being served is no longer the expected one", &kCurrentShape};

constexpr Endpoint kCallNext{
    .work = Work::write,
    .permission = auth::permission("queue.call-next"),
    .input = kNext,
    .summary = "Finish the current patient and call the next to the doctor",
    .outcome = gives::one(kCalledNext)
                   .with(kBesideKeys)
                   .withoutDataAtTimes()
                   .invalidAs(Envelope::raw)
                   .refusing(kServedMeanwhile)
                   .noting("`expected_serving`: the number that the client saw with the doctor, "
                           "or null for nobody. If another number is being served by now, nothing "
                           "changes (409). Without it, a second call-next of the same user within "
                           "1.5 seconds is a double click: it changes nothing and gets the first "
                           "answer again. `doctor_id`: only visits of that doctor's schedules are "
                           "finished and called."),
};

struct Next {
    CallNext called;
    WebhookReport webhook;
    SharedDirectory directory;
};

Result<Next> next(Services const& services, Request const& request, Transaction& transaction) {
    auto directory = services.directories.get(transaction);
    clinic::Lookup lookup(*directory, transaction);
    auto const input = http::inputOf<NextInput>(request, kCallNext, &lookup);
    if (!input)
        return input.error();
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto called = callNext(
        transaction, input->day(), step, {input->expected_serving, services.settings.double_click}
    );
    auto webhook = WebhookReport::nobodyCalled();
    if (called.is_repeated)
        webhook = WebhookReport::repeatedCall();
    else if (called.current)
        webhook = services.webhook.notify(
            transaction, *called.current, step, failureDetailsFor(request.caller)
        );
    return Next{std::move(called), std::move(webhook), std::move(directory)};
}

boost::json::object nextData(Next const& next) {
    auto const& finished = next.called.finished;
    auto const& current = next.called.current;
    auto shown = visit::reservationObject(*current, *next.directory, kNextRelations);
    // The instant of this call, where reads show the wall time (contract, 4.3-10).
    shown["queue"].get_object()["call_time"] = jsonInstant(next.called.called_at);
    boost::json::object data{{"finished", nullptr}, {"current", std::move(shown)}};
    if (finished)
        data["finished"] = visit::reservationObject(*finished, *next.directory, kNextRelations);
    return data;
}

Response showNext(Services const&, Request const&, Next const& next) {
    if (auto const& numbers = next.called.unexpected)
        return http::problem(kServedMeanwhile, currentObject(*numbers));
    auto const& current = next.called.current;
    boost::json::object body{
        {"status", "success"},
        {"message", current ? "Queue processed successfully" : "No queue to call"},
        {"queue_number_with_doctor", nullptr},
    };
    next.webhook.addTo(body);
    if (current) {
        body["queue_number_with_doctor"] = current->queue_number;
        body["data"] = nextData(next);
    }
    Response response;
    response.body = std::move(body);
    response.later = next.webhook.later;
    return response;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/queue", kList, run<list, showList>},
    {patch, "/api/queue/call-next", kCallNext, run<next, showNext>},
};

constexpr http::RouteOf<Services> kTextRoutes[] = {
    {get, "/api/queue", kTextList, run<list, showTextList>},
    {patch, "/api/queue/call-next", kCallNext, run<next, showNext>},
};

}  // namespace

http::RouteTable<Services> routes(bool has_text_numbers) {
    return has_text_numbers ? http::RouteTable<Services>(kTextRoutes) : kRoutes;
}

}  // namespace antrean::queue
