#pragma once

#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::schedule {

struct CreateSchedule {
    std::int64_t doctor_id;
    std::string date;
    std::string start_time;  // "09:00" or "09:00:00"
    std::string end_time;
    std::optional<std::int64_t> quota;
};
BOOST_DESCRIBE_STRUCT(CreateSchedule, (), (doctor_id, date, start_time, end_time, quota))

// Absent values are not changed.
struct UpdateSchedule {
    std::optional<std::int64_t> doctor_id;
    std::optional<std::string> date;
    std::optional<std::string> start_time;
    std::optional<std::string> end_time;
    validation::Patch<std::int64_t> quota;
};
BOOST_DESCRIBE_STRUCT(UpdateSchedule, (), (doctor_id, date, start_time, end_time, quota))

struct ScheduleFilter {
    std::optional<std::int64_t> doctor_id;
    std::optional<std::string> date;
    std::optional<std::int64_t> month;
    std::optional<std::int64_t> year;
    std::optional<std::int64_t> poly_id;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
};
BOOST_DESCRIBE_STRUCT(
    ScheduleFilter, (), (doctor_id, date, month, year, poly_id, date_from, date_to)
)

namespace is = validation;

inline constexpr std::string_view kTimeFormats = "H:i|H:i:s";

inline constexpr is::Field kCreateSchedule[] = {
    is::field("doctor_id", is::required, is::integer, is::exists("users")),
    is::field("date", is::required, is::date),
    is::field("start_time", is::required, is::dateFormat(kTimeFormats)),
    is::field("end_time", is::required, is::dateFormat(kTimeFormats), is::after("start_time")),
    is::field("quota", is::nullable, is::integer, is::min(0)),
};

inline constexpr is::Field kUpdateSchedule[] = {
    is::field("doctor_id", is::sometimes, is::required, is::integer, is::exists("users")),
    is::field("date", is::sometimes, is::required, is::date),
    is::field("start_time", is::sometimes, is::required, is::dateFormat(kTimeFormats)),
    is::field(
        "end_time",
        is::sometimes,
        is::required,
        is::dateFormat(kTimeFormats),
        is::after("start_time")
    ),
    is::field("quota", is::sometimes, is::nullable, is::integer, is::min(0)),
};

inline constexpr is::Field kScheduleFilter[] = {
    is::field("doctor_id", is::nullable, is::integer),
    is::field("date", is::nullable, is::date),
    is::field(
        "month", is::nullable, is::bail, is::numeric, is::integer_with_zeros, is::between(1, 12)
    ),
    // Dates begin with the year 1.
    is::field("year", is::nullable, is::bail, is::digits(4), is::numeric, is::between(1, 9999)),
    is::field("poly_id", is::nullable, is::integer),
    is::field("date_from", is::nullable, is::date),
    is::field("date_to", is::nullable, is::date),
};

}  // namespace antrean::schedule
