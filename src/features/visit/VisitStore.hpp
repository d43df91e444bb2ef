#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "patient/SearchKey.hpp"
#include "validation/Spec.hpp"
#include "visit/Visit.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::visit {

// The filters of the lists of reservations and of queue rows, as clients send them.
struct ListInput {
    std::optional<std::int64_t> poly_id;
    std::optional<std::int64_t> status_id;
    std::optional<std::string> date;
    std::optional<std::int64_t> doctor_id;  // of the schedule
    std::optional<std::string> priority;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (poly_id, status_id, date, doctor_id, priority))

inline constexpr validation::Field kVisitList[] = {
    validation::field("poly_id", validation::nullable, validation::integer),
    validation::field("status_id", validation::nullable, validation::integer),
    validation::field("date", validation::nullable, validation::date),
    validation::field("doctor_id", validation::nullable, validation::integer),
    validation::field("priority", validation::nullable, validation::in(kPriorities)),
};

// The filters of a list; an absent value does not restrict.
struct VisitFilter {
    std::optional<std::int64_t> poly_id;
    std::optional<std::int64_t> status_id;
    std::optional<std::string> date;
    std::optional<std::int64_t> doctor_id;  // of the schedule
    std::optional<std::string> priority;
    patient::Search search;
};

std::optional<Visit> findVisit(db::Transaction& transaction, std::int64_t id);
// Oldest first.
std::vector<Visit> listVisits(
    db::Transaction& transaction, VisitFilter const& filter, std::int64_t size, std::int64_t skipped
);
// Computed from the figures, unless there is a doctor, a priority or a search.
std::int64_t countVisits(
    db::Transaction& transaction, VisitFilter const& filter, clinic::Directory const& directory
);

// The next queue number of that poly and day, which is never given again.
std::int64_t nextNumber(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
);
// Whether another visit has, or had, that number at the poly and day of this visit's queue row.
bool isNumberTaken(db::Transaction& transaction, Visit const& visit);
// Reserves the number for this visit at its present poly and day, although the visit moves.
void vacateNumber(db::Transaction& transaction, Visit const& visit);
// Numbers that are given from now on are greater.
void raiseCounter(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date, std::int64_t number
);

struct NewVisit {
    std::int64_t patient_id;
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;
    std::string date;
    bool bpjs;
    std::int64_t status_id;
    std::string time;  // wall time
    std::string now;   // UTC, as stored
    std::optional<std::string> priority = {};
};
struct InsertedVisit {
    std::int64_t id;  // of the reservation and of its queue row
    std::int64_t queue_number;
};
BOOST_DESCRIBE_STRUCT(InsertedVisit, (), (id, queue_number))
// With the next number of the poly and day.
InsertedVisit insertVisit(db::Transaction& transaction, NewVisit const& visit);

// Writes poly, schedule, date, bpjs and status of the reservation, its check-in and the reason of
// its cancellation.
void updateReservation(db::Transaction& transaction, Visit const& visit, std::string const& now);
// Writes poly, date and number of the queue row, and resets its calls.
void moveQueue(db::Transaction& transaction, Visit const& visit, std::string const& now);
// Writes status_id and cancel_reason.
void updateStatus(db::Transaction& transaction, Visit const& visit, std::string const& now);
void updatePriority(db::Transaction& transaction, Visit const& visit, std::string const& now);
void updateCheckIn(db::Transaction& transaction, Visit const& visit, std::string const& now);
// Writes number_of_calls and call_time of a call, which is the visit's last move.
void updateCalls(db::Transaction& transaction, Visit const& visit, std::string const& now);
// Resets number_of_calls.
void forgetCalls(db::Transaction& transaction, Visit const& visit, std::string const& now);

}  // namespace antrean::visit
