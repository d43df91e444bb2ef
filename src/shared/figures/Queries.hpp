#pragma once

#include "db/ComposedQuery.hpp"

#include <vector>

namespace antrean::figures {

// The statements on daily_figures that name a column for each station or hour. The others are files
// below figures/sql.
struct Queries {
    Queries();

    // :date, :poly_id. Adds a row of zeros, unless there is a row.
    db::ComposedQuery const insert_day;
    // :date, :poly_id, and 1 or -1 for each visit or hour column that changes, by its name. :calls
    // is 1, -1 or 0: the wait of visit :id is added or subtracted, or stays. The flag `called`
    // raises the maximum or lowers the minimum to that wait (update_wait_extremes.sql undoes it).
    db::ComposedQuery const raise;
    // 1 or 0 for each visit column, by its name; date_from, date_to, poly_id. Without the visit
    // columns one of: a flag with the name of an hour's column; the flag present; wait_from and
    // wait_to, minutes.
    db::ComposedQuery const count_visits;
    db::ComposedQuery const list_dates;   // as count_visits
    db::ComposedQuery const list_groups;  // as count_visits
    // date_from, date_to, poly_id.
    db::ComposedQuery const sum_by_date;
    db::ComposedQuery const sum_by_hour;
    // Those and size, skipped; the flags bpjs and general (one at least), with_waits.
    db::ComposedQuery const list_days;
    db::ComposedQuery const list_faults;

    std::vector<db::Query const*> all() const;
};

Queries const& queries();

}  // namespace antrean::figures
