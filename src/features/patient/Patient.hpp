#pragma once

#include "http/Shape.hpp"
#include "validation/Patch.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::patient {

// A patient's values as people enter them.
struct PatientValues {
    std::string patient_name;
    std::string whatsapp_number;  // as typed; compared in the form of text::normalizedPhone
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

// The row as reads show it.
boost::json::object patientObject(Patient const& patient);
inline constexpr http::Key kCreatedPatientKeys[] = {
    {"patient_name", http::shape::text},
    {"whatsapp_number", http::shape::text},
    {"no_bpjs", http::shape::orNull(http::shape::text)},
    {"email", http::shape::orNull(http::shape::text)},
    {"updated_at", http::shape::timestamp},
    {"created_at", http::shape::timestamp},
    {"id", http::shape::integer},
};
// The row as the answer to the registration that created it shows it.
boost::json::object createdPatientObject(Patient const& patient);

}  // namespace antrean::patient
