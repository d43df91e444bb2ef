#include "patient/PatientRoutes.hpp"

#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "http/Paginator.hpp"
#include "patient/PatientBook.hpp"
#include "patient/PatientStore.hpp"
#include "patient/SearchKey.hpp"
#include "resource/Rows.hpp"

namespace antrean::patient {
namespace {

namespace is = validation;
namespace gives = http::gives;
using db::Transaction;
using http::Endpoint;
using http::NoServices;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr http::Refusal kUnknown{ErrorKind::not_found, "Patient not found"};

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "List patients by page, newest first",
    .outcome = gives::page(kPatientShape).searching("name, WhatsApp and BPJS number"),
};

Result<http::PageOf<Patient>> list(
    NoServices const&, Request const& request, Transaction& transaction
) {
    auto const page = http::readPage(request.input);
    auto const search = searchOf(resource::searched(request.input));
    auto const total = countPatients(transaction, search);
    return http::PageOf<Patient>{
        listPatients(transaction, search, page.size, page.offset()), page, total};
}

Response showList(NoServices const&, Request const& request, http::PageOf<Patient> const& page) {
    auto const shown = http::objectOf<Patient>;
    return http::answerPage(
        http::ListStyle::paginator, "Patient list retrieved successfully", page, request, shown
    );
}

constexpr is::Field kPatient[] = {kPatientName, kWhatsappNumber, kNoBpjs, kEmail};
static_assert(is::describes<PatientPatch>(kPatient));

constexpr Endpoint kUpdate{
    .work = Work::write,
    .permission = auth::permission("patients.write"),
    .input = kPatient,
    .summary = "Change a patient",
    .outcome = gives::one(kPatientShape).refusing(kUnknown),
};

// Two patients may share a number here: the contract has no rule against it (PA-4).
Result<Patient> update(NoServices const&, Request const& request, Transaction& transaction) {
    auto const input = http::inputOf<PatientPatch>(request, kUpdate);
    if (!input)
        return input.error();
    auto const patient = findPatient(transaction, request.id);
    if (!patient)
        return kUnknown.error();
    return updatePatient(transaction, *patient, input->over(*patient), request.moment.timestamp);
}

Response showUpdated(NoServices const&, Request const&, Patient const& patient) {
    return http::answer("Patient updated successfully", http::objectOf(patient));
}

constexpr Endpoint kDetail{
    .work = Work::glance,
    .permission = Permission::signed_in,
    .summary = "Show a patient",
    .outcome = gives::one(kPatientShape).refusing(kUnknown),
};

Result<Patient> detail(NoServices const&, Request const& request, Transaction& transaction) {
    auto patient = findPatient(transaction, request.id);
    if (!patient)
        return kUnknown.error();
    return std::move(*patient);
}

Response showDetail(NoServices const&, Request const&, Patient const& patient) {
    return http::answer("Patient detail retrieved successfully", http::objectOf(patient));
}

using enum http::Method;

constexpr http::RouteOf<NoServices> kRoutes[] = {
    {get, "/api/patients", kList, run<list, showList>},
    {put, "/api/patients/{id}", kUpdate, run<update, showUpdated>},
    {get, "/api/patients/{id}", kDetail, run<detail, showDetail>},
};

}  // namespace

http::RouteTable<NoServices> routes() {
    return kRoutes;
}

}  // namespace antrean::patient
