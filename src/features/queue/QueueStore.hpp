#pragma once

#include "clinic/Directory.hpp"
#include "visit/VisitStore.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::queue {

// A poly on a service date; of one doctor only, if there is a doctor_id: then visits without a
// schedule do not count.
struct Day {
    std::int64_t poly_id;
    std::string date;
    std::optional<std::int64_t> doctor_id = {};
};
BOOST_DESCRIBE_STRUCT(Day, (), (poly_id, date, doctor_id))

// The numbers that were called last to the nurse and to the doctor, if the visits are still there.
struct CurrentNumbers {
    std::optional<std::int64_t> anamnesa;
    std::optional<std::int64_t> with_doctor;
};

CurrentNumbers findCurrentNumbers(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
);

struct CallableVisit : visit::Visit {
    std::int64_t called_seq = 0;  // the last call in the ledger; 0: never
};
BOOST_DESCRIBE_STRUCT(CallableVisit, (visit::Visit), (called_seq))

// The visits that call-next may change: those with the doctor, and the one with the lowest number
// of those that wait for the doctor. By queue number.
std::vector<CallableVisit> listAtDoctor(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
);

}  // namespace antrean::queue
