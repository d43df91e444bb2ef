#include "patient/PatientBook.hpp"

#include "base/Text.hpp"
#include "clinic/Phone.hpp"
#include "db/Transaction.hpp"
#include "patient/PatientStore.hpp"
#include "patient/Sql.hpp"

#include <optional>
#include <vector>

namespace antrean::patient {
namespace {

bool sameName(std::string_view left, std::string_view right) {
    return text::equalIgnoringCase(text::trim(left), text::trim(right));
}

// The first owner of that name; conflict if there are owners but none has that name.
Result<std::optional<Patient>> chosen(std::vector<Patient> const& owners, std::string_view name) {
    for (auto const& owner : owners)
        if (sameName(owner.patient_name, name))
            return std::optional(owner);
    if (!owners.empty())
        return kNumberOfAnother.error();
    return std::optional<Patient>();
}

// If two desks register the same new patient at once, the second one waits and then finds the row
// of the first.
void lockNumbers(
    db::Transaction& transaction, std::string const& key, std::optional<std::string> const& no_bpjs
) {
    transaction.lock("patient.whatsapp." + key);
    if (no_bpjs)
        transaction.lock("patient.bpjs." + *no_bpjs);
}

Result<std::optional<Patient>> known(db::Transaction& transaction, PatientValues const& values) {
    auto const key = clinic::normalizedPhone(values.whatsapp_number);
    lockNumbers(transaction, key, values.no_bpjs);
    auto by_whatsapp = chosen(listPatientsByWhatsapp(transaction, key), values.patient_name);
    if (!by_whatsapp || !values.no_bpjs)
        return by_whatsapp;
    auto by_bpjs = chosen(listPatientsByBpjs(transaction, *values.no_bpjs), values.patient_name);
    if (!by_bpjs || !*by_whatsapp)
        return by_bpjs;
    return by_whatsapp;
}

}  // namespace

Result<Admitted> admit(
    db::Transaction& transaction, PatientValues const& values, std::string const& now
) {
    auto const patient = known(transaction, values);
    if (!patient)
        return patient.error();
    if (!*patient)
        return Admitted{insertPatient(transaction, values, now), true};
    auto merged = (*patient)->values();
    merged.whatsapp_number = values.whatsapp_number;
    if (values.no_bpjs)
        merged.no_bpjs = values.no_bpjs;
    if (values.email)
        merged.email = values.email;
    // The same number in another spelling is not a change.
    if (clinic::normalizedPhone(merged.whatsapp_number) ==
        clinic::normalizedPhone((*patient)->whatsapp_number))
        merged.whatsapp_number = (*patient)->whatsapp_number;
    return Admitted{updatePatient(transaction, **patient, merged, now), false};
}

Patient updatePatient(
    db::Transaction& transaction,
    Patient patient,
    PatientValues const& values,
    std::string const& now
) {
    if (patient.values() == values)
        return patient;
    transaction.run(
        sql::kUpdatePatient,
        {{"id", patient.id},
         {"patient_name", values.patient_name},
         {"whatsapp_number", values.whatsapp_number},
         {"whatsapp_key", clinic::normalizedPhone(values.whatsapp_number)},
         {"no_bpjs", values.no_bpjs},
         {"email", values.email},
         {"now", now}}
    );
    patient.patient_name = values.patient_name;
    patient.whatsapp_number = values.whatsapp_number;
    patient.no_bpjs = values.no_bpjs;
    patient.email = values.email;
    patient.updated_at = now;
    return patient;
}

}  // namespace antrean::patient
