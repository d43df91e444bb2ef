// Seats of doctors' schedules: chooses a schedule for a registration and gives each seat only once.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::schedule {

// A schedule that a registration may ask for.
struct Offer {
    std::string date;
    std::int64_t doctor_id;
    std::optional<std::int64_t> poly_id;  // of its doctor; empty: the doctor works for every poly

    bool suits(std::int64_t wanted_poly_id, std::string const& wanted_date) const {
        return date == wanted_date && poly_id.value_or(wanted_poly_id) == wanted_poly_id;
    }
};
BOOST_DESCRIBE_STRUCT(Offer, (), (date, doctor_id, poly_id))

// Empty if the schedule or its doctor is removed. On PostgreSQL the schedule cannot change until
// this transaction ends.
std::optional<Offer> findOffer(db::Transaction& transaction, std::int64_t schedule_id);
// Takes a seat on that date. False if the quota is full or the schedule is not planned.
bool takeSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
// Whether schedules of holidays are left out; `none` saves the look.
enum class HolidaysAhead : bool { none, some };
// Takes a seat of the poly's earliest schedule, from that date on, that has one left (contract,
// RS-4). Returns the schedule's id; empty if there is none.
std::optional<std::int64_t> takeNearestSeat(
    db::Transaction& transaction,
    std::int64_t poly_id,
    std::string const& date,
    HolidaysAhead holidays = HolidaysAhead::none
);
// The doctors of the poly who have hours on the date, by start.
std::vector<std::int64_t> doctorsOn(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
);
// Takes a seat regardless of the quota: for a cancelled reservation that becomes active again.
void takeSeatAgain(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);
void releaseSeat(db::Transaction& transaction, std::int64_t schedule_id, std::string const& date);

}  // namespace antrean::schedule
