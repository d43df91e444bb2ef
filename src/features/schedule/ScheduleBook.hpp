// Seats of doctors' schedules: which one a registration takes, and that none is given twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

// Whether there is such a schedule, not removed.
bool isPlanned(db::Transaction& transaction, std::int64_t schedule_id);
// Takes a seat on that date. False: the quota is full, or the schedule is not planned.
bool takeSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
// Takes the earliest schedule of that poly from the date on that has a seat left (contract, RS-4),
// and returns its id; empty when there is none.
std::optional<std::int64_t> takeNearestSeat(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
);
// Whatever the quota says: for a cancelled reservation that comes back to life.
void takeSeatAgain(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
void releaseSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);

}  // namespace antrean::schedule
