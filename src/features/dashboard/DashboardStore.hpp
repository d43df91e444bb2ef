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

// The days from date_from to date_to, both included, of one poly or of all.
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

// By id: every active poly, with zeros if it had no visits, and every trashed poly that had some.
std::vector<PolySums> sumByPoly(db::Transaction& transaction, Scope const& scope);

struct LabelSums {
    std::string label;  // "2026-01" or "2026-01-06"
    std::int64_t poly_id;
    std::int64_t bpjs;
    std::int64_t general;
};
BOOST_DESCRIBE_STRUCT(LabelSums, (), (label, poly_id, bpjs, general))

// By label: only labels with visits. A label is the first `label_size` characters of a date.
std::vector<LabelSums> sumByLabel(
    db::Transaction& transaction, Scope const& scope, std::size_t label_size
);

// Registrations by the hour of the day, in the clinic's zone.
std::array<std::int64_t, 24> sumByHour(db::Transaction& transaction, Scope const& scope);

}  // namespace antrean::dashboard
