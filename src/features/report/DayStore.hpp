#pragma once

#include "report/Report.hpp"
#include "report/ReportInput.hpp"

#include <boost/describe.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace antrean::report {

// The figures of one poly on one day; visits of the insurance that the filter names, or of both.
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
    std::array<std::int64_t, 24> hours{};  // registrations, of both insurances

    std::int64_t visits() const { return bpjs + general; }
};

enum class Days { with_visits, with_waits };

std::int64_t countDays(db::Transaction& transaction, Filter const& filter, Days which);

// By date, then name of the poly. `each` returns false for no more.
void listDays(
    db::Transaction& transaction,
    Filter const& filter,
    Days which,
    Slice slice,
    std::function<bool(Day const&)> const& each
);

// Shortest first, in seconds.
std::vector<std::int64_t> listWaits(db::Transaction& transaction, Day const& day);

}  // namespace antrean::report
