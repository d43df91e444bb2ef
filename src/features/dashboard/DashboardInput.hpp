#pragma once

#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::dashboard {

struct DayInput {
    std::optional<std::string> date;
    std::optional<std::int64_t> poly_id;
};
BOOST_DESCRIBE_STRUCT(DayInput, (), (date, poly_id))

struct PeriodInput {
    std::optional<std::int64_t> year;
    std::optional<std::int64_t> month;
    std::optional<std::int64_t> day;
    std::optional<std::int64_t> poly_id;
};
BOOST_DESCRIBE_STRUCT(PeriodInput, (), (year, month, day, poly_id))

// Of the summary.
struct SummaryInput {
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;  // included
    std::optional<std::int64_t> poly_id;
};
BOOST_DESCRIBE_STRUCT(SummaryInput, (), (date_from, date_to, poly_id))

namespace is = validation;

inline constexpr is::Field kDay[] = {
    is::field("date", is::nullable, is::date),
    is::field("poly_id", is::nullable, is::integer),
};

inline constexpr is::Field kSummaryInput[] = {
    is::field("date_from", is::nullable, is::date),
    is::field("date_to", is::nullable, is::date),
    is::field("poly_id", is::nullable, is::integer),
};

// "01" is a month and "06" a day (contract, 1.9), but `integer` would refuse the zero. A value that
// is not a number gets the message of `numeric`.
inline constexpr is::Field kPeriod[] = {
    is::field("year", is::nullable, is::bail, is::digits(4), is::numeric, is::between(1, 9999)),
    is::field(
        "month", is::nullable, is::bail, is::numeric, is::integer_with_zeros, is::between(1, 12)
    ),
    is::field(
        "day", is::nullable, is::bail, is::numeric, is::integer_with_zeros, is::between(1, 31)
    ),
    is::field("poly_id", is::nullable, is::integer),
};

}  // namespace antrean::dashboard
