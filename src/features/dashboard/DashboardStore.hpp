#pragma once

#include <boost/describe.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::dashboard {

// Days from and to, both included, and a poly or all.
struct Scope {
    std::string date_from;
    std::string date_to;
    std::optional<std::int64_t> poly_id;
};

struct PolySums {
    std::int64_t poly_id;
    std::string poly;
    std::int64_t visits;
    std::int64_t done;
    std::int64_t no_show;
    std::int64_t waits;
    std::int64_t wait_seconds_sum;
};
BOOST_DESCRIBE_STRUCT(PolySums, (), (poly_id, poly, visits, done, no_show, waits, wait_seconds_sum))

// By id: every poly that works, with zeros when it had no visits, and those in the trash that had
// some.
std::vector<PolySums> sumByPoly(db::Transaction& transaction, Scope const& scope);

struct LabelSums {
    std::string label;  // "2026-01" or "2026-01-06"
    std::int64_t poly_id;
    std::int64_t bpjs;
    std::int64_t general;
};
BOOST_DESCRIBE_STRUCT(LabelSums, (), (label, poly_id, bpjs, general))

// By label: only those with visits. A label is that many characters of a date.
std::vector<LabelSums> sumByLabel(
    db::Transaction& transaction, Scope const& scope, std::size_t label_size
);

// Registrations by the hour of the clinic's clock.
std::array<std::int64_t, 24> sumByHour(db::Transaction& transaction, Scope const& scope);

}  // namespace antrean::dashboard
