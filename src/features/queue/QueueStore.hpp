#pragma once

#include "clinic/Directory.hpp"

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
// A reservation and the time of its last call.
struct Call {
    std::int64_t id;
    std::int64_t called_at_us;  // since 1970; 0: never
};
BOOST_DESCRIBE_STRUCT(Call, (), (id, called_at_us))

// The reservations with that status, by queue number.
std::vector<Call> listAtStation(
    db::Transaction& transaction, Day const& day, std::int64_t status_id
);

}  // namespace antrean::queue
