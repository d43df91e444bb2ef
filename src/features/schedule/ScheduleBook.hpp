// Seats of doctors' schedules: chooses a schedule for a registration and gives each seat only once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

// Whether the schedule exists and is not removed.
bool isPlanned(db::Transaction& transaction, std::int64_t schedule_id);
// Takes a seat on that date. False if the quota is full or the schedule is not planned.
bool takeSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
// Takes a seat of the poly's earliest schedule, from that date on, that has one left (contract,
// RS-4). Returns the schedule's id; empty if there is none.
std::optional<std::int64_t> takeNearestSeat(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
);
// Takes a seat regardless of the quota: for a cancelled reservation that becomes active again.
void takeSeatAgain(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
void releaseSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);

}  // namespace antrean::schedule
