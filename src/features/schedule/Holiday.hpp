#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::schedule {

// A row of `holidays` with the doctor's name.
struct Holiday {
    std::int64_t id;
    std::optional<std::int64_t> doctor_id;  // empty: of the whole clinic
    std::string first_date;
    std::string last_date;  // included
    std::string reason;
    std::string created_at;
    std::string updated_at;
    std::optional<std::string> doctor_name;
};
BOOST_DESCRIBE_STRUCT(
    Holiday, (), (id, doctor_id, first_date, last_date, reason, created_at, updated_at, doctor_name)
)

// A reservation for a holiday: staff move it, or inform the patient.
struct Affected {
    std::int64_t id;
    std::string date;
    std::int64_t poly_id;
    std::int64_t queue_number;
    std::string patient_name;
    std::string whatsapp_number;
    // Of its schedule, if it has one.
    std::optional<std::int64_t> schedule_id;
    std::optional<std::int64_t> doctor_id;
    std::optional<std::string> doctor_name;
    std::optional<std::string> start_time;
};
BOOST_DESCRIBE_STRUCT(
    Affected,
    (),
    (id,
     date,
     poly_id,
     queue_number,
     patient_name,
     whatsapp_number,
     schedule_id,
     doctor_id,
     doctor_name,
     start_time)
)

}  // namespace antrean::schedule
