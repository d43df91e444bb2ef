// Waits by their whole minutes, from daily_waits: medians, percentiles and shares of any period.
#pragma once

#include "base/Hundredths.hpp"
#include "figures/Selection.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// How many waits lasted how many whole minutes.
class WaitMinutes {
public:
    void add(std::int64_t minute, std::int64_t waits);
    void add(WaitMinutes const& others);

    std::int64_t count() const { return count_; }
    // Waits of fewer minutes than `minutes`.
    std::int64_t countBelow(std::int64_t minutes) const;
    // In minutes, interpolated linearly between two waits, as in the report of waiting times. That
    // one has the waits to the second, so its percentile is greater by less than a minute. Empty
    // without waits.
    std::optional<Hundredths> percentile(int percent) const;

private:
    // The minute of the wait at `index`, shortest first.
    std::int64_t at(std::int64_t index) const;

    std::map<std::int64_t, std::int64_t> waits_;  // by minute
    std::int64_t count_ = 0;
};

struct PolyMinute {
    std::int64_t poly_id;
    std::int64_t minute;
    std::int64_t waits;
};
BOOST_DESCRIBE_STRUCT(PolyMinute, (), (poly_id, minute, waits))

struct DateMinute {
    std::string date;
    std::int64_t minute;
    std::int64_t waits;
};
BOOST_DESCRIBE_STRUCT(DateMinute, (), (date, minute, waits))

// Insurance and stations of the selection are ignored.
std::vector<PolyMinute> sumWaitsByPoly(db::Transaction& transaction, Selection const& selection);
std::vector<DateMinute> sumWaitsByDate(db::Transaction& transaction, Selection const& selection);

}  // namespace antrean::figures
