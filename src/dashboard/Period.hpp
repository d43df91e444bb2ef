#pragma once

#include "dashboard/DashboardInput.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace antrean::dashboard {

// Which days a tile adds up, and how it cuts them into rows: by month ("2026-01") or by day
// ("2026-01-06").
struct Period {
    std::string date_from;
    std::string date_to;  // that day included; before date_from when there is no such day
    std::size_t label_size;

    bool operator==(Period const&) const = default;
};

// A year by months, a month by days, or a day (contract, DA-2). Without a year it is the current
// one (DA-4); a day without a month does not restrict.
Period periodOf(PeriodInput const& input, std::string_view today);

// The input of a tile that shows one day. A documented URL of the peak hours gives that day as
// `year` (contract, DA-3): such a year becomes the `date`, unless there is a date already.
boost::json::object withDateOfYear(boost::json::object input);

}  // namespace antrean::dashboard
