#pragma once

#include "http/Shape.hpp"
#include "validation/Patch.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::patient {

// A patient's values as people enter them.
struct PatientValues {
    std::string patient_name;
    std::string whatsapp_number;  // as typed; compared in the form of clinic::phoneKey
    std::optional<std::string> no_bpjs;
    std::optional<std::string> email;

    bool operator==(PatientValues const&) const = default;
};

// Columns in the table's order (contract, 4.2 PATIENT).
struct Patient {
    std::int64_t id;
    std::string patient_name;
    std::optional<std::string> no_bpjs;
    std::string whatsapp_number;
    std::optional<std::string> email;
    std::optional<std::string> chat_id;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;

    PatientValues values() const { return {patient_name, whatsapp_number, no_bpjs, email}; }
};
BOOST_DESCRIBE_STRUCT(
    Patient,
    (),
    (id, patient_name, no_bpjs, whatsapp_number, email, chat_id, created_at, updated_at, deleted_at)
)

inline constexpr auto kPatientKeys = http::shape::keysOf<Patient>();
inline constexpr http::Shape kPatientShape = http::shape::object(kPatientKeys, "Patient");

// An update of these values: a value that was not sent stays, null clears it.
struct PatientPatch {
    std::string patient_name;
    std::string whatsapp_number;
    validation::Patch<std::string> no_bpjs;
    validation::Patch<std::string> email;

    PatientValues over(Patient const& stored) const {
        return {
            patient_name, whatsapp_number, no_bpjs.over(stored.no_bpjs), email.over(stored.email)};
    }
};
BOOST_DESCRIBE_STRUCT(PatientPatch, (), (patient_name, whatsapp_number, no_bpjs, email))

// As the answer to the registration that made the row shows it.
struct CreatedPatient {
    std::string patient_name;
    std::string whatsapp_number;
    std::optional<std::string> no_bpjs;
    std::optional<std::string> email;
    std::string updated_at;
    std::string created_at;
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(
    CreatedPatient, (), (patient_name, whatsapp_number, no_bpjs, email, updated_at, created_at, id)
)
inline CreatedPatient createdPatient(Patient const& patient) {
    return {
        patient.patient_name,
        patient.whatsapp_number,
        patient.no_bpjs,
        patient.email,
        patient.updated_at.value(),
        patient.created_at.value(),
        patient.id,
    };
}

}  // namespace antrean::patient
