#pragma once

#include "figures/Columns.hpp"
#include "figures/Selection.hpp"

#include <boost/describe.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// Sums over days. Insurance and stations of the selection are ignored.

struct PolySums {
    std::int64_t poly_id;
    std::string poly;
    std::int64_t visits;
    std::int64_t bpjs;
    std::int64_t done;
    std::int64_t no_show;
    std::int64_t cancelled;
    std::int64_t present;
    std::int64_t waits;
    std::int64_t wait_seconds_sum;
};
BOOST_DESCRIBE_STRUCT(
    PolySums,
    (),
    (poly_id, poly, visits, bpjs, done, no_show, cancelled, present, waits, wait_seconds_sum)
)

// By id: each poly that is not in the trash, with zeros when it had no visits, and each poly in the
// trash that had some.
std::vector<PolySums> sumByPoly(db::Transaction& transaction, Selection const& selection);

struct LabelSums {
    std::string label;  // "2026-01" or "2026-01-06"
    std::int64_t poly_id;
    std::int64_t bpjs;
    std::int64_t general;
};
BOOST_DESCRIBE_STRUCT(LabelSums, (), (label, poly_id, bpjs, general))

// By label, then by poly; only those with visits. A label is the first `label_size` characters of a
// date.
std::vector<LabelSums> sumByLabel(
    db::Transaction& transaction, Selection const& selection, std::size_t label_size
);

struct DateSums {
    std::string date;
    std::int64_t bpjs;
    std::int64_t general;
    std::int64_t done;
    std::int64_t no_show;
    std::int64_t cancelled;
    std::int64_t present;
    std::int64_t waits;
    std::int64_t wait_seconds_sum;

    std::int64_t visits() const { return bpjs + general; }
};
BOOST_DESCRIBE_STRUCT(
    DateSums, (), (date, bpjs, general, done, no_show, cancelled, present, waits, wait_seconds_sum)
)
struct DateHours : DateSums {
    std::array<std::int64_t, kHours> hours{};  // registrations
};

// By date; only dates that have figures.
std::vector<DateHours> sumByDate(db::Transaction& transaction, Selection const& selection);

// Registrations by hour, on the clinic's clock.
std::array<std::int64_t, kHours> sumByHour(
    db::Transaction& transaction, Selection const& selection
);

}  // namespace antrean::figures
