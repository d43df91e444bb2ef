#pragma once

#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::schedule {

struct CreateHoliday {
    std::optional<std::int64_t> doctor_id;
    std::string first_date;
    std::optional<std::string> last_date;  // absent: one day
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CreateHoliday, (), (doctor_id, first_date, last_date, reason))

// Absent values are not changed.
struct UpdateHoliday {
    validation::Patch<std::int64_t> doctor_id;
    std::optional<std::string> first_date;
    std::optional<std::string> last_date;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(UpdateHoliday, (), (doctor_id, first_date, last_date, reason))

struct HolidayFilter {
    std::optional<std::int64_t> doctor_id;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
};
BOOST_DESCRIBE_STRUCT(HolidayFilter, (), (doctor_id, date_from, date_to))

namespace is = validation;

inline constexpr std::int64_t kReasonLettersMax = 200;

inline constexpr is::Field kCreateHoliday[] = {
    is::field("doctor_id", is::nullable, is::integer, is::exists("users")),
    is::field("first_date", is::required, is::date),
    is::field("last_date", is::nullable, is::date),
    is::field("reason", is::required, is::text, is::max(kReasonLettersMax)),
};

inline constexpr is::Field kUpdateHoliday[] = {
    is::field("doctor_id", is::sometimes, is::nullable, is::integer, is::exists("users")),
    is::field("first_date", is::sometimes, is::required, is::date),
    is::field("last_date", is::sometimes, is::required, is::date),
    is::field("reason", is::sometimes, is::required, is::text, is::max(kReasonLettersMax)),
};

inline constexpr is::Field kHolidayFilter[] = {
    is::field("doctor_id", is::nullable, is::integer),
    is::field("date_from", is::nullable, is::date),
    is::field("date_to", is::nullable, is::date),
};

}  // namespace antrean::schedule
