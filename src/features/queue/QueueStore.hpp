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

// A poly on a service date.
struct Day {
    std::int64_t poly_id;
    std::string date;
};
BOOST_DESCRIBE_STRUCT(Day, (), (poly_id, date))

// The numbers that were called last to the nurse and to the doctor, if the visits are still there.
struct CurrentNumbers {
    std::optional<std::int64_t> anamnesa;
    std::optional<std::int64_t> with_doctor;
};

CurrentNumbers findCurrentNumbers(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
);

struct CallableVisit : visit::Visit {
    std::int64_t called_at_us = 0;  // the last call, since 1970; 0: never
};
BOOST_DESCRIBE_STRUCT(CallableVisit, (visit::Visit), (called_at_us))

// The visits that call-next may change: those with the doctor, and the one with the lowest number
// of those that wait for the doctor. By queue number.
std::vector<CallableVisit> listAtDoctor(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
);

}  // namespace antrean::queue
