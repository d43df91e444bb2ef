// Seats of doctors' schedules: which one a registration takes, and that none is given twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

// Seats a schedule has on any day; nothing of the schedule itself.
struct Quota {
    std::int64_t schedule_id;
    std::optional<std::int64_t> seats;
};

// Empty when there is no such schedule.
std::optional<Quota> findQuota(db::Transaction& transaction, std::int64_t schedule_id);

// Takes a seat on that date. False: the quota is full.
bool takeSeat(db::Transaction& transaction, Quota const& quota, std::string const& date);
// Takes the earliest schedule of that poly from the date on that has a seat left (contract, RS-4),
// and returns its id; empty when there is none.
std::optional<std::int64_t> takeNearestSeat(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
);
// A cancelled reservation that comes back to life gets its seat whatever the quota says.
void takeSeatAgain(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
void releaseSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);

}  // namespace antrean::schedule
