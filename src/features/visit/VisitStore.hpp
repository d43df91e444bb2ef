#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "visit/Visit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::visit {

// Which visits a list shows; what is absent does not restrict.
struct VisitFilter {
    std::optional<std::int64_t> poly_id;
    std::optional<std::int64_t> status_id;
    std::optional<std::string> date;
    std::optional<std::string> search;  // LIKE pattern, lower case: patient's name and numbers
};

std::optional<Visit> findVisit(db::Transaction& transaction, std::int64_t id);
// Oldest first.
std::vector<Visit> listVisits(
    db::Transaction& transaction, VisitFilter const& filter, std::int64_t size, std::int64_t skipped
);
// From the figures, unless it takes a search.
std::int64_t countVisits(
    db::Transaction& transaction, VisitFilter const& filter, clinic::Directory const& directory
);

// The next number of that poly and day. Given once and never again.
std::int64_t nextNumber(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
);
// Another visit has that number where this one's queue row stands now, or had it once.
bool isNumberTaken(db::Transaction& transaction, Visit const& visit);
// The number stays this visit's where its queue row stands now, though it moves on.
void vacateNumber(db::Transaction& transaction, Visit const& visit);
// Numbers given from now on are greater.
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
    std::int64_t queue_number;
    std::string time;  // wall time
    std::string now;   // UTC, as stored
};
// Inserts the reservation and its queue row; returns their common id.
std::int64_t insertVisit(db::Transaction& transaction, NewVisit const& visit);

// Writes poly, date and bpjs of the reservation.
void updateReservation(db::Transaction& transaction, Visit const& visit, std::string const& now);
// Writes poly, date and number of the queue row.
void moveQueue(db::Transaction& transaction, Visit const& visit, std::string const& now);
void updateStatus(db::Transaction& transaction, Visit const& visit, std::string const& now);
// Writes number_of_calls and call_time, and when that was.
void updateCalls(db::Transaction& transaction, Visit const& visit, Moment const& moment);

}  // namespace antrean::visit
