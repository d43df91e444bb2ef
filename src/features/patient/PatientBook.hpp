// Finds or creates the patient of a registration.
#pragma once

#include "base/Result.hpp"
#include "patient/Patient.hpp"

#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::patient {

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

}  // namespace antrean::patient
