#pragma once

#include "validation/Spec.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
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

    // Empty for both insurances.
    std::optional<bool> bpjs() const {
        return insurance_type ? std::optional(*insurance_type == "BPJS") : std::nullopt;
    }
};
BOOST_DESCRIBE_STRUCT(
    Filter, (), (date_from, date_to, poly_id, insurance_type, status, user_id, percentiles)
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

inline constexpr is::Field kAll[] = {
    kDateFrom, kDateTo, kPolyId, kInsuranceType, kStatus, kEachStatus, kUserId, kPercentiles};
inline constexpr is::Field kOfVisits[] = {
    kDateFrom, kDateTo, kPolyId, kInsuranceType, kStatus, kEachStatus};
inline constexpr is::Field kOfInsurances[] = {kDateFrom, kDateTo, kPolyId, kInsuranceType};
inline constexpr is::Field kOfDays[] = {kDateFrom, kDateTo, kPolyId};
inline constexpr is::Field kOfWaits[] = {kDateFrom, kDateTo, kPolyId, kPercentiles};
inline constexpr is::Field kOfUsers[] = {kDateFrom, kDateTo, kUserId};

// Turns all forms of `status` into a list: "5", "5,6", ["5,6", 7] (contract, RE-7).
boost::json::object withStatusList(boost::json::object input);

}  // namespace antrean::report
