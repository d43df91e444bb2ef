#pragma once

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

// The number that was called last among those with that status; empty when there is none.
std::optional<std::int64_t>
findCurrentNumber(db::Transaction& transaction, Day const& day, std::int64_t status_id);
// Reservations with that status, by queue number.
std::vector<std::int64_t>
listIdsAtStation(db::Transaction& transaction, Day const& day, std::int64_t status_id);

}  // namespace antrean::queue
