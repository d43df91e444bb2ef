#pragma once

#include "base/Result.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::report {

// The filters of all reports; each report takes some of them.
struct Filter {
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;  // included
    std::optional<std::int64_t> poly_id;
    std::optional<std::string> insurance_type;
    std::vector<std::int64_t> status;
    std::optional<std::int64_t> user_id;
    std::optional<bool> percentiles;
    std::optional<std::int64_t> weekday;
    std::optional<std::int64_t> hour;
    std::optional<bool> present;
    std::optional<std::int64_t> wait_from;
    std::optional<std::int64_t> wait_to;
    std::optional<std::string> order;
    std::optional<std::string> sort;  // the key of a column; empty: by date

    // Empty for both insurances.
    std::optional<bool> bpjs() const {
        return insurance_type ? std::optional(*insurance_type == "BPJS") : std::nullopt;
    }
};
BOOST_DESCRIBE_STRUCT(
    Filter,
    (),
    (date_from,
     date_to,
     poly_id,
     insurance_type,
     status,
     user_id,
     percentiles,
     weekday,
     hour,
     present,
     wait_from,
     wait_to,
     order,
     sort)
)

namespace is = validation;

inline constexpr is::Field kDateFrom = is::field("date_from", is::nullable, is::date);
inline constexpr is::Field kDateTo = is::field("date_to", is::nullable, is::date);
inline constexpr is::Field kPolyId = is::field("poly_id", is::nullable, is::integer);
inline constexpr is::Field kInsuranceType =
    is::field("insurance_type", is::nullable, is::in("BPJS,GENERAL"));
inline constexpr is::Field kStatus = is::field("status", is::nullable, is::array);
inline constexpr is::Field kEachStatus = is::field("status.*", is::integer);
inline constexpr is::Field kUserId = is::field("user_id", is::nullable, is::integer);
inline constexpr is::Field kPercentiles = is::field("percentiles", is::nullable, is::boolean);

// What the figures of the summary count: 1 is Monday; the hour of the registration; patients who
// have come; whole minutes of wait, both included.
inline constexpr is::Field kWeekday =
    is::field("weekday", is::nullable, is::integer, is::between(1, 7));
inline constexpr is::Field kHour = is::field("hour", is::nullable, is::integer, is::between(0, 23));
inline constexpr is::Field kPresent = is::field("present", is::nullable, is::boolean);
inline constexpr is::Field kWaitFrom =
    is::field("wait_from", is::nullable, is::integer, is::between(0, 1439));
inline constexpr is::Field kWaitTo =
    is::field("wait_to", is::nullable, is::integer, is::between(0, 1439));

inline constexpr is::Field kOrder = is::field("order", is::nullable, is::in("asc,desc"));
constexpr is::Field sortBy(std::string_view columns) {
    return is::field("sort", is::nullable, is::in(columns));
}

inline constexpr is::Field kAll[] = {
    kDateFrom,
    kDateTo,
    kPolyId,
    kInsuranceType,
    kStatus,
    kEachStatus,
    kUserId,
    kPercentiles,
    kWeekday,
    kHour,
    kPresent,
    kWaitFrom,
    kWaitTo,
    kOrder,
    sortBy(""),
};
inline constexpr is::Field kOfVisits[] = {
    kDateFrom,
    kDateTo,
    kPolyId,
    kInsuranceType,
    kStatus,
    kEachStatus,
    kWeekday,
    kHour,
    kPresent,
    kWaitFrom,
    kWaitTo,
};
inline constexpr is::Field kOfInsurances[] = {kDateFrom, kDateTo, kPolyId, kInsuranceType};
inline constexpr is::Field kOfDays[] = {kDateFrom, kDateTo, kPolyId};
inline constexpr is::Field kOfWaits[] = {kDateFrom, kDateTo, kPolyId, kPercentiles};
inline constexpr is::Field kOfUsers[] = {kDateFrom, kDateTo, kUserId};

// The filters of a page: those, the order, and the columns by which its rows may be sorted.
template <std::size_t count>
constexpr std::array<is::Field, count + 2> pageInput(
    is::Field const (&filters)[count], std::string_view columns
) {
    std::array<is::Field, count + 2> fields{};
    std::ranges::copy(filters, fields.begin());
    fields[count] = kOrder;
    fields[count + 1] = sortBy(columns);
    return fields;
}

// Turns all forms of `status` into a list: "5", "5,6", ["5,6", 7] (contract, RE-7).
boost::json::object withStatusList(boost::json::object input);

// The figures keep hours, presence and waits without insurances and statuses. So one of these three
// filters may be used, and then neither insurance_type nor status. Empty if that is so.
std::optional<Error> unfitFilters(Filter const& filter);

}  // namespace antrean::report
