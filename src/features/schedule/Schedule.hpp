#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::schedule {

// A doctor's hours on one day. Columns in the table's order (contract, 4.2 SCHED).
struct Schedule {
    std::int64_t id;
    std::int64_t doctor_id;
    std::string date;
    std::string start_time;  // "09:00:00"
    std::string end_time;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
    std::optional<std::int64_t> quota;  // seats; empty: no limit
};
BOOST_DESCRIBE_STRUCT(
    Schedule,
    (),
    (id, doctor_id, date, start_time, end_time, created_at, updated_at, deleted_at, quota)
)

// A schedule with its doctor and the seats that are taken; the doctor's columns are null if the
// doctor was removed.
struct ScheduleAndDoctor : Schedule {
    std::optional<std::string> doctor_name;
    std::optional<std::string> doctor_email;
    std::optional<std::string> doctor_email_verified_at;
    std::optional<std::string> doctor_created_at;
    std::optional<std::string> doctor_updated_at;
    std::optional<std::int64_t> doctor_poly_id;
    std::optional<std::string> doctor_username;
    std::int64_t seats_taken;
};
BOOST_DESCRIBE_STRUCT(
    ScheduleAndDoctor,
    (Schedule),
    (doctor_name,
     doctor_email,
     doctor_email_verified_at,
     doctor_created_at,
     doctor_updated_at,
     doctor_poly_id,
     doctor_username,
     seats_taken)
)

}  // namespace antrean::schedule
