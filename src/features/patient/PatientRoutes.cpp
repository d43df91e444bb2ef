#include "patient/PatientRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "patient/PatientStore.hpp"
#include "resource/Rows.hpp"
#include "validation/Bind.hpp"

namespace antrean::patient {
namespace {

namespace is = validation;
using db::Transaction;
using http::Request;
using http::Response;

constexpr is::Field kPatient[] = {
    is::field("patient_name", is::required, is::text, is::max(255)),
    is::field("whatsapp_number", is::required, is::text, is::max(30)),
    is::field("no_bpjs", is::nullable, is::text, is::max(50)),
    is::field("email", is::nullable, is::email),
};
static_assert(is::describes<PatientPatch>(kPatient));

Result<Response> list(Request const& request, Transaction& transaction) {
    auto const page = http::readPage(request.input);
    auto const pattern = resource::pattern(resource::searched(request.input));
    auto const total = countPatients(transaction, pattern);
    boost::json::array rows;
    for (auto const& patient : listPatients(transaction, pattern, page.size, page.offset()))
        rows.push_back(patientObject(patient));
    return http::answerList(
        http::ListStyle::paginator,
        "Patient list retrieved successfully",
        std::move(rows),
        page,
        total,
        request.url()
    );
}

Result<Response> detail(Request const& request, Transaction& transaction) {
    auto const patient = findPatient(transaction, request.id);
    if (!patient)
        return Error::notFound("Patient not found");
    return http::answer("Patient detail retrieved successfully", patientObject(*patient));
}

constexpr http::Outcome kPage =
    http::gives::page(kPatientShape).searching("name, WhatsApp and BPJS number");
constexpr http::Refusal kUnknown[] = {{ErrorKind::not_found, "Patient not found"}};

// Two patients may share a number here: the contract has no rule against it (PA-4).
Result<Response> update(Request const& request, Transaction& transaction) {
    auto const input = is::bind<PatientPatch>(request.input, kPatient);
    if (!input)
        return input.error();
    auto const patient = findPatient(transaction, request.id);
    if (!patient)
        return Error::notFound("Patient not found");
    auto const updated =
        updatePatient(transaction, *patient, input->over(*patient), request.moment.timestamp);
    return http::answer("Patient updated successfully", patientObject(updated));
}

}  // namespace

void addRoutes(http::Routes& routes) {
    using http::Method;
    using http::Permission;
    using http::Work;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/patients", Work::read, Permission::signed_in, {},
         "List patients by page, newest first", http::Handler(list), kPage},
        {Method::put, "/api/patients/{id}", Work::write, Permission::patients_write, kPatient,
         "Change a patient", http::Handler(update),
         http::gives::one(kPatientShape).refusing(kUnknown)},
        {Method::get, "/api/patients/{id}", Work::glance, Permission::signed_in, {},
         "Show a patient", http::Handler(detail),
         http::gives::one(kPatientShape).refusing(kUnknown)},
    });
    // clang-format on
}

}  // namespace antrean::patient
