// Finds or creates the patient of a registration, and corrects patients.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "patient/Patient.hpp"
#include "validation/Spec.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::patient {

// The rules of what people write about a patient.
inline constexpr validation::Field kPatientName =
    validation::field("patient_name", validation::required, validation::text, validation::max(255));
inline constexpr validation::Field kWhatsappNumber = validation::field(
    "whatsapp_number", validation::required, validation::text, validation::max(30)
);
inline constexpr validation::Field kNoBpjs =
    validation::field("no_bpjs", validation::nullable, validation::text, validation::max(50));
inline constexpr validation::Field kEmail =
    validation::field("email", validation::nullable, validation::email, validation::max(255));

inline constexpr http::Refusal kNumberOfAnother{
    ErrorKind::conflict,
    "WhatsApp number or BPJS number is already registered with a different patient name",
};

struct Admitted {
    Patient patient;
    bool is_new = false;
};

// Finds the patient by WhatsApp or BPJS number and updates the values that are new, or inserts a
// new patient. conflict: one of the numbers belongs only to patients with other names (contract,
// RS-5).
Result<Admitted> admit(
    db::Transaction& transaction, PatientValues const& values, std::string const& now
);

// Returns the patient with this WhatsApp or BPJS number. Empty if no patient has it, or if patients
// with different names share it: then the number does not identify one of them.
std::optional<Patient> findByNumber(db::Transaction& transaction, std::string_view number);
std::optional<Patient> findKnown(db::Transaction& transaction, std::int64_t id);

// Writes the values if they differ, and returns the row as stored afterwards.
Patient updatePatient(
    db::Transaction& transaction,
    Patient patient,
    PatientValues const& values,
    std::string const& now
);

}  // namespace antrean::patient
