// Who a registration is for: a patient the clinic knows, or a new one.
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

// Finds the patient by WhatsApp or BPJS number and takes over what is newly given, or inserts him.
// conflict: one of the numbers belongs to patients of other names only (contract, RS-5).
Result<Admitted> admit(
    db::Transaction& transaction, PatientValues const& values, std::string const& now
);

}  // namespace antrean::patient
