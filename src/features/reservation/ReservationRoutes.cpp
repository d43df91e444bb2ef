#include "reservation/ReservationRoutes.hpp"

#include "auth/Permissions.hpp"
#include "clinic/Lookup.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "http/Paginator.hpp"
#include "patient/SearchKey.hpp"
#include "reservation/OfferLookup.hpp"
#include "reservation/ReservationService.hpp"
#include "resource/Rows.hpp"
#include "visit/Lane.hpp"
#include "visit/VisitJson.hpp"
#include "visit/VisitStore.hpp"

#include <memory>

namespace antrean::reservation {
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

static_assert(is::describes<CreateReservation>(kCreateReservation));
static_assert(is::describes<UpdateReservation>(kUpdateReservation));
static_assert(is::describes<ChosenSchedule>(kChosenSchedule));
static_assert(is::describes<visit::ListInput>(visit::kVisitList));

namespace gives = http::gives;
namespace shape = http::shape;

using SharedDirectory = std::shared_ptr<Directory const>;

constexpr Relation kWholeRelations[] = {
    Relation::patient,
    Relation::queue,
    Relation::status,
    Relation::poly,
    Relation::checked_in_at,
    Relation::priority,
    Relation::cancel_reason};
constexpr auto kWholeKeys = visit::relationKeys(kWholeRelations);
constexpr http::Shape kWholeVisit = shape::extended(visit::kReservation, kWholeKeys, "Visit");

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .input = visit::kVisitList,
    .summary = "List reservations by page, oldest first",
    .outcome = gives::page(kWholeVisit).searching("the patient's name, WhatsApp and BPJS number"),
};

struct Listed {
    http::PageOf<Visit> page;
    SharedDirectory directory;
};

Result<Listed> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const input = http::inputOf<visit::ListInput>(request, kList);
    if (!input)
        return input.error();
    visit::VisitFilter const filter{
        input->poly_id,
        input->status_id,
        input->date,
        input->doctor_id,
        input->priority,
        patient::searchOf(resource::searched(request.input))};
    auto const page = http::readPage(request.input);
    auto directory = services.directories.get(transaction);
    auto const total = visit::countVisits(transaction, filter, *directory);
    return Listed{
        {visit::listVisits(transaction, filter, page.size, page.offset()), page, total},
        std::move(directory)};
}

Response showList(Services const&, Request const& request, Listed const& listed) {
    auto const shown = [&listed](Visit const& visit) {
        return visit::reservationObject(visit, *listed.directory, kWholeRelations);
    };
    return http::answerPage(
        http::ListStyle::paginator,
        "Reservation list retrieved successfully",
        listed.page,
        request,
        shown
    );
}

struct CreatedReservation {
    std::int64_t patient_id;
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;
    bool bpjs;
    std::string date;
    std::int64_t status_id;
    std::string updated_at;
    std::string created_at;
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(
    CreatedReservation,
    (),
    (patient_id, poly_id, schedule_id, bpjs, date, status_id, updated_at, created_at, id)
)

struct CreatedQueue {
    std::int64_t reservation_id;
    std::int64_t poly_id;
    std::int64_t queue_number;
    std::string date;
    std::string re_reservation_time;
    std::string updated_at;
    std::string created_at;
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(
    CreatedQueue,
    (),
    (reservation_id, poly_id, queue_number, date, re_reservation_time, updated_at, created_at, id)
)

constexpr http::Key kStatusKeys[] = {visit::relationKey(Relation::status)};
constexpr auto kCreatedReservationKeys =
    shape::joined(shape::keysOf<CreatedReservation>(), kStatusKeys);
constexpr http::Key kDisplayKeys[] = {shape::maybe("display_number", shape::like("A-012"))};
constexpr auto kCreatedQueueKeys = shape::joined(shape::keysOf<CreatedQueue>(), kDisplayKeys);
constexpr auto kCreatedPatientKeys = shape::keysOf<patient::CreatedPatient>();
constexpr http::Shape kCreatedPatient = shape::object(kCreatedPatientKeys, "CreatedPatient");
constexpr http::Key kRegisteredKeys[] = {
    {"patient", shape::either(kCreatedPatient, patient::kPatientShape)},
    {"reservation", shape::object(kCreatedReservationKeys, "CreatedReservation")},
    {"queue", shape::object(kCreatedQueueKeys, "CreatedQueue")},
    {"link", shape::like("/a/Q2VrIHRhdXRhbiBhbnRyZQ")},
};
constexpr http::Shape kRegistered = shape::object(kRegisteredKeys, "Registered");

constexpr Endpoint kCreate{
    .work = Work::write,
    .permission = auth::permission("reservation.write"),
    .input = kCreateReservation,
    .summary = "Register a patient and give a queue number",
    .outcome = gives::created(kRegistered)
                   .invalidAs(Envelope::validation_failed)
                   .refusing(kQuotaFull, kHoliday, patient::kNumberOfAnother),
    .lane = visit::laneOf,
};

struct Created {
    Registered registered;
    SharedDirectory directory;
};

Result<Created> create(Services const& services, Request const& request, Transaction& transaction) {
    auto directory = services.directories.get(transaction);
    OfferLookup lookup(*directory, transaction);
    auto const input = http::inputOf<CreateReservation>(request, kCreate, &lookup);
    if (!input)
        return input.error();
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto registered = bookOffered(transaction, *input, lookup.offer(), step);
    if (!registered)
        return registered.error();
    return Created{std::move(*registered), std::move(directory)};
}

Response showCreated(Services const& services, Request const& request, Created const& created) {
    auto const& [admitted, visit, id, queue_number] = created.registered;
    auto reservation = http::objectOf(CreatedReservation{
        visit.patient_id,
        visit.poly_id,
        visit.schedule_id,
        visit.bpjs,
        visit.date,
        visit.status_id,
        visit.now,
        visit.now,
        id});
    reservation["status"] = created.directory->status(visit.status_id);
    auto queue = http::objectOf(CreatedQueue{
        id, visit.poly_id, queue_number, visit.date, visit.time, visit.now, visit.now, id});
    // Left out without a letter: then the answer is the documented one.
    if (auto number = created.directory->displayNumber(visit.poly_id, queue_number);
        !number.is_null())
        queue["display_number"] = std::move(number);
    return http::answer(
        "Reservation successfully created",
        {{"patient",
          admitted.is_new ? http::objectOf(patient::createdPatient(admitted.patient))
                          : http::objectOf(admitted.patient)},
         {"reservation", std::move(reservation)},
         {"queue", std::move(queue)},
         {"link", std::string(request.base_path) + services.links.pathOf(id)}},
        201
    );
}

constexpr Relation kCorrectedRelations[] = {Relation::patient, Relation::status};
constexpr auto kCorrectedRelationKeys = visit::relationKeys(kCorrectedRelations);
constexpr http::Shape kCorrectedReservation =
    shape::extended(visit::kReservation, kCorrectedRelationKeys, "CorrectedReservation");
constexpr http::Key kCorrectedKeys[] = {
    visit::relationKey(Relation::patient),
    {"reservation", kCorrectedReservation},
    shape::maybe("queue", visit::kQueue),  // when the visit moved to another poly or day
};
constexpr http::Shape kCorrected = shape::object(kCorrectedKeys);

constexpr Endpoint kUpdate{
    .work = Work::write,
    .permission = auth::permission("reservation.write"),
    .input = kUpdateReservation,
    .summary = "Correct a reservation and its patient",
    .outcome = gives::one(kCorrected)
                   .invalidAs(Envelope::validation_failed)
                   .refusing(visit::kUnknownVisit, kQuotaFull, kHoliday)
                   .noting("A visit that moves to another poly or day waits there again, without "
                           "calls. It takes a seat of `schedule_id`, or of the nearest schedule if "
                           "that is absent or the visit's own. For other visits `schedule_id` is "
                           "ignored."),
    .lane = visit::laneOf,
};

struct Updated {
    Corrected corrected;
    SharedDirectory directory;
};

Result<Updated> update(Services const& services, Request const& request, Transaction& transaction) {
    auto directory = services.directories.get(transaction);
    clinic::Lookup lookup(*directory, transaction);
    auto const input = http::inputOf<UpdateReservation>(request, kUpdate, &lookup);
    if (!input)
        return input.error();
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto const chosen = validation::bind<ChosenSchedule>(
        request.input, kChosenSchedule, {}, Envelope::validation_failed
    );
    auto corrected = correct(transaction, request.id, *input, step, chosen);
    if (!corrected)
        return corrected.error();
    return Updated{std::move(*corrected), std::move(directory)};
}

Response showUpdated(Services const&, Request const&, Updated const& updated) {
    auto const& [visit, is_moved] = updated.corrected;
    auto const& directory = *updated.directory;
    boost::json::object data{
        {"patient", visit::relationValue(Relation::patient, visit, directory)},
        {"reservation", visit::reservationObject(visit, directory, kCorrectedRelations)},
    };
    if (is_moved)
        data["queue"] = visit::relationValue(Relation::queue, visit, directory);
    return http::answer("Reservation successfully updated", std::move(data));
}

constexpr http::Key kDetailKeys[] = {{"reservation", kWholeVisit}};
constexpr http::Shape kDetailed = shape::object(kDetailKeys);

constexpr Endpoint kDetail{
    .work = Work::glance,
    .permission = Permission::signed_in,
    .summary = "Show a reservation with patient and queue",
    .outcome = gives::one(kDetailed).refusing(visit::kUnknownVisit),
};

struct Detail {
    Visit visit;
    SharedDirectory directory;
};

Result<Detail> detail(Services const& services, Request const& request, Transaction& transaction) {
    auto visit = visit::findVisit(transaction, request.id);
    if (!visit)
        return visit::kUnknownVisit.error();
    return Detail{std::move(*visit), services.directories.get(transaction)};
}

Response showDetail(Services const&, Request const&, Detail const& detail) {
    auto reservation = visit::reservationObject(detail.visit, *detail.directory, kWholeRelations);
    return http::answer(
        "Reservation detail retrieved successfully", {{"reservation", std::move(reservation)}}
    );
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/reservation", kList, run<list, showList>},
    // The API document says PATCH for the list; the web client sends GET (contract, RS-1).
    {patch, "/api/reservation", kList.aliasOf("GET /api/reservation"), run<list, showList>},
    {post, "/api/reservation", kCreate, run<create, showCreated>},
    {put, "/api/reservation/{id}", kUpdate, run<update, showUpdated>},
    {get, "/api/reservation/{id}", kDetail, run<detail, showDetail>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::reservation
