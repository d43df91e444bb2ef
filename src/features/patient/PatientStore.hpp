#pragma once

#include "patient/Patient.hpp"
#include "patient/SearchKey.hpp"

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
// Newest first; without a search, all patients.
std::vector<Patient> listPatients(
    db::Transaction& transaction, Search const& search, std::int64_t size, std::int64_t skipped
);
std::int64_t countPatients(db::Transaction& transaction, Search const& search);
// `key` is a number in the form of clinic::phoneKey.
std::vector<Patient> listPatientsByWhatsapp(db::Transaction& transaction, std::string_view key);
std::vector<Patient> listPatientsByBpjs(db::Transaction& transaction, std::string_view no_bpjs);

// Returns the row as stored.
Patient insertPatient(
    db::Transaction& transaction, PatientValues const& values, std::string const& now
);
void updateValues(
    db::Transaction& transaction,
    std::int64_t id,
    PatientValues const& values,
    std::string const& now
);

}  // namespace antrean::patient
