#pragma once

#include "patient/Patient.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::patient {

std::optional<Patient> findPatient(db::Transaction& transaction, std::int64_t id);
// Newest first. `pattern` is a LIKE pattern in lower case; without one, all patients.
std::vector<Patient> listPatients(
    db::Transaction& transaction,
    std::optional<std::string> const& pattern,
    std::int64_t size,
    std::int64_t skipped
);
std::int64_t countPatients(db::Transaction& transaction, std::optional<std::string> const& pattern);
// `key` is a number in the form of clinic::phoneKey.
std::vector<Patient> listPatientsByWhatsapp(db::Transaction& transaction, std::string_view key);
std::vector<Patient> listPatientsByBpjs(db::Transaction& transaction, std::string_view no_bpjs);

// Returns the row as stored.
Patient insertPatient(
    db::Transaction& transaction, PatientValues const& values, std::string const& now
);

}  // namespace antrean::patient
