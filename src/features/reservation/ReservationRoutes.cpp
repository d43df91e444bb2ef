#include "reservation/ReservationRoutes.hpp"

#include "clinic/Lookup.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "reservation/ReservationService.hpp"
#include "resource/Rows.hpp"
#include "schedule/ScheduleBook.hpp"
#include "validation/Bind.hpp"
#include "visit/VisitJson.hpp"
#include "visit/VisitList.hpp"

namespace antrean::reservation {
namespace {

using clinic::Directory;
using db::Transaction;
using http::Request;
using http::Response;

static_assert(is::describes<CreateReservation>(kCreateReservation));
static_assert(is::describes<UpdateReservation>(kUpdateReservation));
static_assert(is::describes<visit::ListInput>(visit::kVisitList));

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kRelationKeys[] = {
    visit::kPatientKey, visit::kQueueKey, visit::kStatusKey, visit::kPolyKey};
constexpr http::Shape kWholeVisit = shape::extended(visit::kReservation, kRelationKeys, "Visit");
constexpr http::Key kDetailKeys[] = {{"reservation", kWholeVisit}};
constexpr http::Shape kDetail = shape::object(kDetailKeys);

constexpr http::Key kCreatedReservationKeys[] = {
    {"patient_id", shape::integer},
    {"poly_id", shape::integer},
    {"schedule_id", shape::orNull(shape::integer)},
    {"bpjs", shape::boolean},
    {"date", shape::date},
    {"status_id", shape::integer},
    {"updated_at", shape::timestamp},
    {"created_at", shape::timestamp},
    {"id", shape::integer},
    visit::kStatusKey,
};
constexpr http::Key kCreatedQueueKeys[] = {
    {"reservation_id", shape::integer},
    {"poly_id", shape::integer},
    {"queue_number", shape::integer},
    {"date", shape::date},
    {"re_reservation_time", shape::time},
    {"updated_at", shape::timestamp},
    {"created_at", shape::timestamp},
    {"id", shape::integer},
};
constexpr http::Shape kNewPatient = shape::object(patient::kCreatedPatientKeys, "CreatedPatient");
constexpr http::Key kRegisteredKeys[] = {
    {"patient", shape::either(kNewPatient, patient::kPatientShape)},
    {"reservation", shape::object(kCreatedReservationKeys, "CreatedReservation")},
    {"queue", shape::object(kCreatedQueueKeys, "CreatedQueue")},
};
constexpr http::Shape kRegistered = shape::object(kRegisteredKeys, "Registered");

constexpr http::Key kCorrectedRelationKeys[] = {visit::kPatientKey, visit::kStatusKey};
constexpr http::Shape kCorrectedReservation =
    shape::extended(visit::kReservation, kCorrectedRelationKeys, "CorrectedReservation");
constexpr http::Key kCorrectedKeys[] = {
    visit::kPatientKey,
    {"reservation", kCorrectedReservation},
    shape::maybe("queue", visit::kQueue),  // when the visit moved to another poly or day
};
constexpr http::Shape kCorrected = shape::object(kCorrectedKeys);

constexpr http::Outcome kPage =
    gives::page(kWholeVisit).searching("the patient's name, WhatsApp and BPJS number");
constexpr http::Refusal kRefusals[] = {
    {ErrorKind::not_found, "Reservation not found"},
    {ErrorKind::refused, "Quota is full"},
    {ErrorKind::conflict,
     "WhatsApp number or BPJS number is already registered with a different patient name"},
};
constexpr http::Refusal kUpdateRefusals[] = {kRefusals[0], kRefusals[1]};
constexpr http::Refusal kUnknown[] = {kRefusals[0]};
constexpr http::Refusal kCreateRefusals[] = {kRefusals[1], kRefusals[2]};

boost::json::object createdReservation(Registered const& registered, Directory const& directory) {
    auto const& visit = registered.visit;
    auto const now = jsonTimestamp(visit.now);
    return {
        {"patient_id", visit.patient_id},
        {"poly_id", visit.poly_id},
        {"schedule_id", http::orNull(visit.schedule_id)},
        {"bpjs", visit.bpjs},
        {"date", visit.date},
        {"status_id", visit.status_id},
        {"updated_at", now},
        {"created_at", now},
        {"id", registered.id},
        {"status", directory.status(visit.status_id)},
    };
}

boost::json::object createdQueue(Registered const& registered) {
    auto const& visit = registered.visit;
    auto const now = jsonTimestamp(visit.now);
    return {
        {"reservation_id", registered.id},
        {"poly_id", visit.poly_id},
        {"queue_number", visit.queue_number},
        {"date", visit.date},
        {"re_reservation_time", visit.time},
        {"updated_at", now},
        {"created_at", now},
        {"id", registered.id},
    };
}

// Reservation, patient, queue, status and poly, as lists and details show them.
boost::json::object withRelations(visit::Visit const& visit, Directory const& directory) {
    auto object = visit::reservationObject(visit);
    object["patient"] = visit::patientValue(visit);
    object["queue"] = visit::queueObject(visit);
    object["status"] = directory.status(visit.status_id);
    object["poly"] = directory.poly(visit.poly_id);
    return object;
}

Result<Response> create(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const directory = services.directories.get(transaction);
    clinic::Lookup lookup(*directory, transaction);
    auto const input = is::bind<CreateReservation>(
        request.input, kCreateReservation, {&lookup}, Envelope::validation_failed
    );
    if (!input)
        return input.error();
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto const registered = book(transaction, *input, step);
    if (!registered)
        return registered.error();
    auto const& admitted = registered->admitted;
    return http::answer(
        "Reservation successfully created",
        {{"patient",
          admitted.is_new ? patient::createdPatientObject(admitted.patient)
                          : patient::patientObject(admitted.patient)},
         {"reservation", createdReservation(*registered, *directory)},
         {"queue", createdQueue(*registered)}},
        201
    );
}

Result<Response> update(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const directory = services.directories.get(transaction);
    clinic::Lookup lookup(*directory, transaction);
    auto const input = is::bind<UpdateReservation>(
        request.input, kUpdateReservation, {&lookup}, Envelope::validation_failed
    );
    if (!input)
        return input.error();
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto const corrected = correct(transaction, request.id, *input, step);
    if (!corrected)
        return corrected.error();
    auto const& visit = corrected->visit;
    auto reservation = visit::reservationObject(visit);
    reservation["patient"] = visit::patientValue(visit);
    reservation["status"] = directory->status(visit.status_id);
    boost::json::object data{
        {"patient", visit::patientValue(visit)},
        {"reservation", std::move(reservation)},
    };
    if (corrected->is_moved)
        data["queue"] = visit::queueObject(visit);
    return http::answer("Reservation successfully updated", std::move(data));
}

Result<Response> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const input = is::bind<visit::ListInput>(request.input, visit::kVisitList);
    if (!input)
        return input.error();
    visit::VisitFilter const filter{
        input->poly_id,
        input->status_id,
        input->date,
        resource::pattern(resource::searched(request.input))};
    auto const page = http::readPage(request.input);
    auto const directory = services.directories.get(transaction);
    auto const total = visit::countVisits(transaction, filter, *directory);
    boost::json::array rows;
    for (auto const& visit : visit::listVisits(transaction, filter, page.size, page.offset()))
        rows.push_back(withRelations(visit, *directory));
    return http::answerList(
        http::ListStyle::paginator,
        "Reservation list retrieved successfully",
        std::move(rows),
        page,
        total,
        request.url()
    );
}

Result<Response> detail(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const visit = visit::findVisit(transaction, request.id);
    if (!visit)
        return Error::notFound("Reservation not found");
    auto const directory = services.directories.get(transaction);
    return http::answer(
        "Reservation detail retrieved successfully",
        {{"reservation", withRelations(*visit, *directory)}}
    );
}

}  // namespace

void addRoutes(http::Routes& routes, Services const& services) {
    using http::Method;
    using http::Work;
    auto const read = http::Permission::signed_in;
    auto const write = http::Permission::reservation_write;
    auto const failed = Envelope::validation_failed;
    auto const run = [services](auto function) {
        return http::Handler([services, function](
                                 Request const& request, Transaction& transaction
                             ) { return function(services, request, transaction); });
    };
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/reservation", Work::read, read, visit::kVisitList,
         "List reservations by page, oldest first", run(list), kPage},
        // The API document says PATCH for the list; the web client sends GET (contract, RS-1).
        {Method::patch, "/api/reservation", Work::read, read, visit::kVisitList,
         "List reservations by page, oldest first", run(list),
         kPage.aliasOf("GET /api/reservation")},
        {Method::post, "/api/reservation", Work::write, write, kCreateReservation,
         "Register a patient and give a queue number", run(create),
         gives::created(kRegistered).invalidAs(failed).refusing(kCreateRefusals)},
        {Method::put, "/api/reservation/{id}", Work::write, write, kUpdateReservation,
         "Correct a reservation and its patient", run(update),
         gives::one(kCorrected).invalidAs(failed).refusing(kUpdateRefusals)},
        {Method::get, "/api/reservation/{id}", Work::glance, read, {},
         "Show a reservation with patient and queue", run(detail),
         gives::one(kDetail).refusing(kUnknown)},
    });
    // clang-format on
}

}  // namespace antrean::reservation
