#pragma once

#include "estimate/Pace.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::estimate {

// A visit that waits, or waited, for the nurse.
struct Waiter {
    std::int64_t reservation_id;
    std::optional<std::string> ready_at;    // since when the patient is in the waiting room; UTC
    std::optional<std::string> start_time;  // of the schedule, on the clinic's clock
};
BOOST_DESCRIBE_STRUCT(Waiter, (), (reservation_id, ready_at, start_time))
// By one statement, in the order of their ids.
std::vector<Waiter> listWaiters(
    db::Transaction& transaction, std::span<std::int64_t const> reservation_ids
);

// The estimate of a visit at its registration.
struct Told {
    std::int64_t reservation_id;
    std::int64_t poly_id;
    std::string from_at;
    std::string to_at;
};
// By one statement. The first estimate of a visit stays.
void insertEstimates(
    db::Transaction& transaction, std::string const& date, std::span<Told const> told
);

// How many estimates are compared with a call more than before, and how many of them are right.
struct Compared {
    std::int64_t estimates = 0;
    std::int64_t right = 0;
};
// The visit was called; empty: the call was taken back. Changes nothing if this is known, or if the
// visit has no estimate.
Compared compareWithCall(
    db::Transaction& transaction,
    std::int64_t reservation_id,
    std::optional<std::string> const& called_at
);

// Adds to the estimates of the poly's day, and replaces its pace.
void addToDay(
    db::Transaction& transaction,
    std::string const& date,
    std::int64_t poly_id,
    Compared const& compared,
    std::optional<Pace> const& pace
);

// Of days before `date` that have kIntervalsMin intervals, the latest first.
std::vector<DayPace> listPaces(
    db::Transaction& transaction, std::string const& date_from, std::string const& date
);

struct EstimateSum {
    std::int64_t poly_id;
    std::int64_t estimates;
    std::int64_t right_estimates;
    std::int64_t days;
};
BOOST_DESCRIBE_STRUCT(EstimateSum, (), (poly_id, estimates, right_estimates, days))
// Of the days after `date_from`, up to `date`.
std::vector<EstimateSum> sumEstimates(
    db::Transaction& transaction, std::string const& date_from, std::string const& date
);

// Estimates of days before `date`. The sums stay.
bool hasOldEstimates(db::Transaction& transaction, std::string const& date);
void removeOldEstimates(db::Transaction& transaction, std::string const& date);

}  // namespace antrean::estimate
