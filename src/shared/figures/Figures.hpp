// Where a daily figure is updated: recount. The table daily_figures has a row per poly and service
// date, and daily_waits a row per poly, date and minute of wait. Both are updated in the
// transaction that changes a visit, so that lists, dashboard, summary and reports never count
// visits. The views counted_figures and counted_waits (migrations) define what the columns mean;
// `antrean check` compares them with the tables.
#pragma once

#include "clinic/Station.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// What a visit counts as.
struct Counted {
    std::int64_t poly_id;
    std::string date;  // service date
    clinic::Station station;
    bool bpjs;
    std::size_t hour;                          // of the registration, on the clinic's clock
    std::optional<std::int64_t> wait_seconds;  // waitOf
    bool is_present = false;                   // isPresent

    bool operator==(Counted const&) const = default;
};

// Whether the patient has come. Patients who are called without having checked in count as present,
// unless they turn out to be missing.
bool isPresent(clinic::Station station, bool is_checked_in);

// The hour of a wall time: 8 of "08:15:00".
std::size_t hourOf(std::string_view time);

// The wait from the registration until the doctor's first call, by their wall times "08:15:00".
// Empty without a call, and if the call is earlier on the clock: it was on another day. The column
// queues.wait_seconds has the same value.
std::optional<std::int64_t> waitOf(
    std::string_view registered, std::optional<std::string> const& called
);

// Counts the visit as `after` instead of as `before`; empty means not at all. Call it once per
// change, after the rows of the visit are written. The figures of a day are one row that all
// changes of that poly and day update, so its lock is the last one that the transaction takes.
void recount(
    db::Transaction& transaction,
    std::optional<Counted> const& before,
    std::optional<Counted> const& after
);

}  // namespace antrean::figures
