#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "kiosk/Desk.hpp"
#include "kiosk/KioskRoutes.hpp"
#include "kiosk/MaskedName.hpp"
#include "patient/PatientBook.hpp"
#include "queue/CheckIn.hpp"
#include "reservation/OfferLookup.hpp"
#include "reservation/ReservationService.hpp"
#include "ticket/PatientSteps.hpp"
#include "ticket/Ticket.hpp"
#include "visit/Lane.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace antrean::kiosk {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace json = boost::json;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::size_t kBodyBytesMax = 16 * 1024;

// Nothing of a patient stays in the kiosk's browser.
Response privately(Response response) {
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

constexpr http::Key kKioskKeys[] = {
    {"name", shape::text},
    {"clinic", shape::object(ticket::kClinicKeys, "ClinicOfVisit")},
    {"date", shape::date},
    {"now", shape::instant},
    {"polies", shape::listOf(kPoly)},
};
constexpr http::Shape kShown = shape::object(kKioskKeys, "KioskScreen");

constexpr Endpoint kShow{
    .work = Work::read,
    .permission = Permission::kiosk,
    .summary = "Show a kiosk the polies and doctors that take patients now",
    .outcome = gives::one(kShown),
};

struct Shown {
    Desk desk;
    std::shared_ptr<clinic::Profile const> profile;
};

Result<Shown> find(Services const& services, Request const& request, Transaction& transaction) {
    auto const& date = request.moment.date;
    return Shown{
        {services.ticket.days.get(transaction, date),
         listSessions(transaction, date),
         listPlannedPolies(transaction, date)},
        services.ticket.profiles.get(transaction)};
}

Response show(Services const& services, Request const& request, Shown const& shown) {
    auto const& moment = request.moment;
    auto const zone = services.ticket.clock.zone();
    return privately(http::answer(
        "Kiosk retrieved successfully",
        json::object{
            {"name", request.caller.user_name},
            {"clinic", ticket::clinicObject(*shown.profile, zone)},
            {"date", moment.date},
            {"now", jsonInstant(moment.instant)},
            {"polies", poliesOf(shown.desk, moment)},
        }
    ));
}

struct LookupInput {
    std::string number;
};
BOOST_DESCRIBE_STRUCT(LookupInput, (), (number))
constexpr is::Field kLookupInput[] = {is::field("number", is::required, is::text, is::max(50))};
static_assert(is::describes<LookupInput>(kLookupInput));

constexpr http::Refusal kTooManyLookups{
    ErrorKind::throttled, "Too many lookups. Please try again later."};
constexpr http::Key kLookupKeys[] = {
    {"found", shape::boolean},
    {"masked_name", shape::orNull(shape::like("B•••i S•••o"))},
    {"patient_ref", shape::orNull(shape::text)},
};
constexpr http::Shape kLookupShape = shape::object(kLookupKeys, "PatientAtKiosk");

constexpr Endpoint kLookup{
    .work = Work::read,
    .permission = Permission::kiosk,
    .input = kLookupInput,
    .summary = "Find a patient by BPJS or WhatsApp number, with a masked name",
    .outcome = gives::one(kLookupShape)
                   .refusing(kTooManyLookups)
                   .noting("20 a minute for each kiosk. `patient_ref` is for this kiosk and five "
                           "minutes."),
    .body_bytes_max = kBodyBytesMax,
};

Result<Response> lookup(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const input = http::inputOf<LookupInput>(request, kLookup);
    if (!input)
        return input.error();
    auto const kiosk_id = request.caller.kiosk_id;
    auto const now = std::chrono::steady_clock::now();
    if (auto const wait_s = services.limits.lookups.count(std::to_string(kiosk_id), now)) {
        auto error = kTooManyLookups.error();
        error.retry_after_s = *wait_s;
        return error;
    }
    auto const patient = patient::findByNumber(transaction, input->number);
    // Made also for nobody, so that both answers take the same time.
    auto const name = maskedName(patient ? patient->patient_name : std::string("Budi Santoso"));
    auto const reference =
        services.patient_refs.issue(kiosk_id, patient ? patient->id : 0, request.moment.instant);
    auto const orNull = [&patient](std::string const& text) {
        return patient ? json::value(text) : nullptr;
    };
    return privately(http::answer(
        "Lookup completed successfully",
        json::object{
            {"found", patient.has_value()},
            {"masked_name", orNull(name)},
            {"patient_ref", orNull(reference)},
        }
    ));
}

// The rules of a registration at the desk, which need not hold for what a reference stands for.
constexpr is::Field kRegisterInput[] = {
    reservation::kPolyId,
    reservation::kScheduleId,
    reservation::kBpjs,
    is::field("patient_ref", is::nullable, is::text, is::max(500)),
    is::field("patient_name", is::nullable, is::text, is::max(255)),
    is::field("whatsapp_number", is::nullable, is::text, is::max(30)),
    patient::kNoBpjs,
};
struct RegisterInput {
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;
    bool bpjs;
    std::optional<std::string> patient_ref;
    std::optional<std::string> patient_name;
    std::optional<std::string> whatsapp_number;
    std::optional<std::string> no_bpjs;
};
BOOST_DESCRIBE_STRUCT(
    RegisterInput,
    (),
    (poly_id, schedule_id, bpjs, patient_ref, patient_name, whatsapp_number, no_bpjs)
)
static_assert(is::describes<RegisterInput>(kRegisterInput));

constexpr http::Refusal kBadReference{
    ErrorKind::refused, "The patient reference is not valid any more. Look the patient up again."};

constexpr Endpoint kRegister{
    .work = Work::write,
    .permission = Permission::kiosk,
    .input = kRegisterInput,
    .summary = "Register a patient for today at a kiosk",
    .outcome = gives::created(ticket::kTicket)
                   .invalidAs(Envelope::validation_failed)
                   .refusing(
                       kBadReference,
                       reservation::kQuotaFull,
                       reservation::kHoliday,
                       patient::kNumberOfAnother
                   )
                   .noting("With `patient_ref`, or with `patient_name` and `whatsapp_number`. The "
                           "rules are those of `POST /api/reservation`. The patient is checked in "
                           "at once."),
    .lane = visit::laneOf,
    .has_own_check = true,
    .body_bytes_max = kBodyBytesMax,
};

// The input of a registration at the desk that means the same.
Result<json::object> inputOfDesk(
    Services const& services, Request const& request, Transaction& transaction
) {
    json::object input;
    for (auto const* key : {"poly_id", "schedule_id", "bpjs"})
        if (auto const* value = request.input.if_contains(key))
            input[key] = *value;
    input["date"] = request.moment.date;
    auto const* reference = request.input.if_contains("patient_ref");
    if (reference == nullptr || reference->is_null()) {
        for (auto const* key : {"patient_name", "whatsapp_number", "no_bpjs"})
            if (auto const* value = request.input.if_contains(key))
                input[key] = *value;
        return input;
    }
    auto const id =
        reference->is_string()
            ? services.patient_refs.redeem(
                  reference->get_string(), request.caller.kiosk_id, request.moment.instant
              )
            : std::nullopt;
    auto const patient = id ? patient::findKnown(transaction, *id) : std::nullopt;
    if (!patient)
        return kBadReference.error();
    input["patient_name"] = patient->patient_name;
    input["whatsapp_number"] = patient->whatsapp_number;
    input["no_bpjs"] = http::orNull(patient->no_bpjs);
    return input;
}

Result<ticket::SeenVisit> registerPatient(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const desk = inputOfDesk(services, request, transaction);
    if (!desk)
        return desk.error();
    auto const directory = services.ticket.directories.get(transaction);
    reservation::OfferLookup lookup(*directory, transaction);
    auto const input = is::bind<reservation::CreateReservation>(
        *desk, reservation::kCreateReservation, {.lookup = &lookup}, Envelope::validation_failed
    );
    if (!input)
        return input.error();
    visit::Step step{*directory, services.ticket.ledger, std::nullopt, request.moment};
    step.kiosk_id = request.caller.kiosk_id;
    auto const registered = reservation::bookOffered(transaction, *input, lookup.offer(), step);
    if (!registered)
        return registered.error();
    // The kiosk stands in the clinic, and so does its patient.
    if (auto const arrived = queue::checkIn(transaction, registered->id, step); !arrived)
        return arrived.error();
    return ticket::seeChanged(services.ticket, transaction, registered->id, request.moment);
}

Response showTicket(
    Services const& services, Request const& request, ticket::SeenVisit const& seen
) {
    return privately(http::answer(
        "Registered successfully", ticket::ticketObject(services.ticket, seen, request), 201
    ));
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/kiosk", kShow, run<find, show>},
    {post, "/api/kiosk/lookup", kLookup, run<lookup>},
    {post, "/api/kiosk/register", kRegister, run<registerPatient, showTicket>},
};

}  // namespace

http::RouteTable<Services> deviceRoutes() {
    return kRoutes;
}

}  // namespace antrean::kiosk
