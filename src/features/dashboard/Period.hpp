#pragma once

#include "dashboard/DashboardInput.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace antrean::dashboard {

// The days that a tile adds up, and the rows that it divides them into: by month ("2026-01") or by
// day ("2026-01-06").
struct Period {
    std::string date_from;
    std::string date_to;  // included; before date_from if the day does not exist
    std::size_t label_size;

    bool operator==(Period const&) const = default;
};

// A year by months, a month by days, or one day (contract, DA-2). The default year is the current
// one (DA-4). A day without a month does not restrict.
Period periodOf(PeriodInput const& input, std::string_view today);

// The input of a tile that shows one day. A documented URL of the peak hours gives that day as
// `year` (contract, DA-3): such a year becomes the `date`, unless there is a date already.
boost::json::object withDateOfYear(boost::json::object input);

}  // namespace antrean::dashboard
