#pragma once

#include "figures/Columns.hpp"
#include "figures/Selection.hpp"

#include <boost/describe.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// The figures of one poly on one day. Visits are those of the selected insurance, or of both.
struct DayFigures {
    std::string date;
    std::int64_t poly_id;
    std::string poly;
    std::int64_t bpjs;
    std::int64_t general;
    std::int64_t no_show;
    std::int64_t cancelled;
    std::int64_t waits;
    std::int64_t wait_seconds_sum;
    std::optional<std::int64_t> wait_seconds_min;
    std::optional<std::int64_t> wait_seconds_max;
};
BOOST_DESCRIBE_STRUCT(
    DayFigures,
    (),
    (date,
     poly_id,
     poly,
     bpjs,
     general,
     no_show,
     cancelled,
     waits,
     wait_seconds_sum,
     wait_seconds_min,
     wait_seconds_max)
)

struct Day : DayFigures {
    std::array<std::int64_t, kHours> hours{};  // registrations, always of both insurances

    std::int64_t visits() const { return bpjs + general; }
};

enum class Days { with_visits, with_waits };

// Days of a poly; the stations of the selection are ignored.
std::int64_t countDays(db::Transaction& transaction, Selection const& selection, Days which);

// By date, then by name of the poly. `each` returns false to stop.
void listDays(
    db::Transaction& transaction,
    Selection const& selection,
    Days which,
    Slice slice,
    std::function<bool(Day const&)> const& each
);

// The waits of a day in seconds, shortest first.
std::vector<std::int64_t> listWaits(db::Transaction& transaction, Day const& day);

}  // namespace antrean::figures
