#include "patient/PatientBook.hpp"

#include "base/Fold.hpp"
#include "clinic/Phone.hpp"
#include "db/Transaction.hpp"
#include "patient/PatientStore.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace antrean::patient {
namespace {

// A BPJS number with fewer digits is a placeholder, as a telephone number is (clinic::readPhone).
constexpr auto kIdentifyingDigits = 5;

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool sameName(std::string_view left, std::string_view right) {
    return text::fold(left) == text::fold(right);
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

// The numbers that identify a patient. Empty: a text such as "-", which many patients may have.
struct Identity {
    std::string whatsapp_key;
    std::string no_bpjs;
};

Identity identityOf(PatientValues const& values) {
    Identity identity{clinic::phoneKey(values.whatsapp_number), {}};
    if (values.no_bpjs && std::ranges::count_if(*values.no_bpjs, isDigit) >= kIdentifyingDigits)
        identity.no_bpjs = *values.no_bpjs;
    return identity;
}

// If two desks register the same new patient at once, the second one waits and then finds the row
// of the first.
void lockNumbers(db::Transaction& transaction, Identity const& identity) {
    if (!identity.whatsapp_key.empty())
        transaction.lock("patient.whatsapp." + identity.whatsapp_key);
    if (!identity.no_bpjs.empty())
        transaction.lock("patient.bpjs." + identity.no_bpjs);
}

Result<std::optional<Patient>> known(db::Transaction& transaction, PatientValues const& values) {
    auto const identity = identityOf(values);
    lockNumbers(transaction, identity);
    auto const& [whatsapp_key, no_bpjs] = identity;
    std::vector<Patient> owners;
    if (!whatsapp_key.empty())
        owners = listPatientsByWhatsapp(transaction, whatsapp_key);
    auto by_whatsapp = chosen(owners, values.patient_name);
    if (!by_whatsapp || no_bpjs.empty())
        return by_whatsapp;
    auto by_bpjs = chosen(listPatientsByBpjs(transaction, no_bpjs), values.patient_name);
    if (!by_bpjs || !*by_whatsapp)
        return by_bpjs;
    return by_whatsapp;
}

// The same number in another spelling is not a change, and neither is a text without a number.
std::string whatsappNumberAfter(Patient const& patient, std::string const& typed) {
    auto const key = clinic::phoneKey(typed);
    bool const is_change = !key.empty() && key != clinic::phoneKey(patient.whatsapp_number);
    return is_change ? typed : patient.whatsapp_number;
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
    merged.whatsapp_number = whatsappNumberAfter(**patient, values.whatsapp_number);
    if (values.no_bpjs)
        merged.no_bpjs = values.no_bpjs;
    if (values.email)
        merged.email = values.email;
    return Admitted{updatePatient(transaction, **patient, merged, now), false};
}

// Both numbers are always looked up, so that the time does not say which one was found.
std::optional<Patient> findByNumber(db::Transaction& transaction, std::string_view number) {
    auto const identity = identityOf({{}, std::string(number), clinic::digitsOf(number), {}});
    std::vector<Patient> owners;
    if (!identity.no_bpjs.empty())
        owners = listPatientsByBpjs(transaction, identity.no_bpjs);
    if (!identity.whatsapp_key.empty())
        for (auto& owner : listPatientsByWhatsapp(transaction, identity.whatsapp_key))
            owners.push_back(std::move(owner));
    auto const isAnother = [&owners](Patient const& owner) {
        return !sameName(owner.patient_name, owners.front().patient_name);
    };
    if (owners.empty() || std::ranges::any_of(owners, isAnother))
        return std::nullopt;
    return std::move(owners.front());
}

std::optional<Patient> findKnown(db::Transaction& transaction, std::int64_t id) {
    return findPatient(transaction, id);
}

Patient updatePatient(
    db::Transaction& transaction,
    Patient patient,
    PatientValues const& values,
    std::string const& now
) {
    if (patient.values() == values)
        return patient;
    updateValues(transaction, patient.id, values, now);
    patient.patient_name = values.patient_name;
    patient.whatsapp_number = values.whatsapp_number;
    patient.no_bpjs = values.no_bpjs;
    patient.email = values.email;
    patient.updated_at = now;
    return patient;
}

}  // namespace antrean::patient
