#pragma once

#include "reminder/Turn.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::reminder {

// What reminder configs of a type do. Other types are kept, and do nothing (contract, RC-2).
enum class Type {
    queue,     // QUEUE: the patient's turn is near
    schedule,  // SCHEDULE: so long before the practice begins on the day of the visit
    checkup,   // CHECKUP: the same of a check-up schedule
    no_show,   // NO_SHOW: so long after the patient did not come
};
// By its name, whatever its case.
std::optional<Type> typeOf(std::string_view reminder_type);

// A reminder config with the text of its template.
struct Rule {
    std::int64_t id = 0;
    std::int64_t reminder_offset = 0;  // minutes
    std::int64_t reminder_patient_count = 0;
    std::string reminder_type;
    std::string message;
    std::optional<std::string> changed_at;  // UTC; it speaks of nothing that was due before

    Nearness nearness() const { return {reminder_offset, reminder_patient_count}; }
    // Clamped, so that no number that a client may store overflows anything.
    std::chrono::minutes offset() const;
};
BOOST_DESCRIBE_STRUCT(
    Rule, (), (id, reminder_offset, reminder_patient_count, reminder_type, message, changed_at)
)

}  // namespace antrean::reminder
