#pragma once

#include "reminder/Turn.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::reminder {

// The types of reminder configs that have an effect. Other types are stored but do nothing
// (contract, RC-2).
enum class Type {
    queue,     // QUEUE: the patient's turn is near
    schedule,  // SCHEDULE: a time before the practice begins on the day of the visit
    checkup,   // CHECKUP: the same for a check-up schedule
    no_show,   // NO_SHOW: a time after the patient did not come
};
// Finds the type by its name, in any case.
std::optional<Type> typeOf(std::string_view reminder_type);

// A reminder config with the text of its template.
struct Rule {
    std::int64_t id = 0;
    std::int64_t reminder_offset = 0;  // minutes
    std::int64_t reminder_patient_count = 0;
    std::string reminder_type;
    std::string message;
    std::optional<std::string> changed_at;  // UTC; reminders that were due before are not sent

    Nearness nearness() const { return {reminder_offset, reminder_patient_count}; }
    // Limited, so that no stored number causes an overflow.
    std::chrono::minutes offset() const;
};
BOOST_DESCRIBE_STRUCT(
    Rule, (), (id, reminder_offset, reminder_patient_count, reminder_type, message, changed_at)
)

}  // namespace antrean::reminder
