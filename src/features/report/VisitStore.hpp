#pragma once

#include "clinic/Directory.hpp"
#include "db/ComposedQuery.hpp"
#include "figures/VisitCounts.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::report {

struct Visit {
    std::int64_t id;
    std::string patient_name;
    bool bpjs;
    std::int64_t status_id;
    std::string re_reservation_time;       // wall time of the registration
    std::optional<std::string> call_time;  // wall time of the first call to the doctor
    std::optional<std::int64_t> wait_seconds;
};
BOOST_DESCRIBE_STRUCT(
    Visit, (), (id, patient_name, bpjs, status_id, re_reservation_time, call_time, wait_seconds)
)

// Some visits of one poly on one day: :date, :poly_id, bpjs, :size, :skipped, and for each station
// the id of its status, or null, by the name of its figure.
db::ComposedQuery const& listVisitsQuery();

// The visits of the group that the selection has, by id; `slice.size` is given. `each` returns
// false to stop.
void listVisits(
    db::Transaction& transaction,
    figures::Group const& group,
    figures::Selection const& selection,
    clinic::Directory const& directory,
    figures::Slice slice,
    std::function<bool(Visit&&)> const& each
);

}  // namespace antrean::report
