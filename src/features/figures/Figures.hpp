// Figures per poly and service date, kept up to date by whoever changes a visit, so that nobody who
// reads them counts visits: daily_figures, one row per poly and day. What they mean is written as
// the view counted_figures (migrations), which counts the visits themselves.
#pragma once

#include "clinic/Directory.hpp"

#include <cstdint>
#include <optional>
#include <string>

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
    bool is_called;  // to the doctor: it has a call time

    bool operator==(Counted const&) const = default;
};

// Counts the visit as `after` where it was `before`; empty: not at all. Call it once per change,
// when the rows of the visit are written and every lock that the transaction needs is taken: the
// figures of a day are one row that everybody there changes, so the lock on it comes last.
void recount(
    db::Transaction& transaction,
    std::int64_t visit_id,
    std::optional<Counted> const& before,
    std::optional<Counted> const& after
);

}  // namespace antrean::figures
