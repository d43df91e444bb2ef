// Takes away who a patient was, when the clinic no longer needs to know it. The visits stay, with
// their numbers, their times and the ledger, so no figure changes. Nothing brings the data back but
// an older backup.
#pragma once

#include "base/Result.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace antrean::db {
class Database;
}

namespace antrean::patient {

// The name of every anonymised patient.
inline constexpr std::string_view kAnonymous = "Pasien anonim";

struct AnonymiseOrder {
    // ISO date. Patients with a visit or a check-up on this day or later keep their data, and so do
    // patients who were registered since.
    std::string before;
    bool is_rehearsal = true;  // only counts
    std::string now;           // as the tables have it: "2026-11-30 03:45:00"
};

struct Anonymised {
    std::int64_t patients = 0;
    std::int64_t visits = 0;
};

// Works in small transactions, beside servers on the same database. What is done stays done when it
// is ended half-way; the next call goes on. `at` is called after each transaction with the number
// of patients looked at, and ends the work by returning false. Blocks.
Result<Anonymised> anonymise(
    db::Database& database,
    AnonymiseOrder const& order,
    std::function<bool(std::int64_t looked_at)> const& at
);

}  // namespace antrean::patient
