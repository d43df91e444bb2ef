// Message templates: texts with variables, "{{patient_name}}" or "{{ patient_name }}".
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::reminder {

inline constexpr std::int64_t kMessageLettersMax = 20'000;

// The values of the variables, by name. An empty value renders as nothing: a check-up has no queue
// number yet.
struct Values {
    std::string patient_name;
    std::string queue_number;
    std::string poly;
    std::string doctor;
    std::string date;  // "Senin, 23 November 2026"
    std::string time;  // "08.00"
    std::string people_ahead;
    std::string estimated_minutes;
    std::string link;  // with which the patient follows the visit; empty without --public-url
};
BOOST_DESCRIBE_STRUCT(
    Values,
    (),
    (patient_name, queue_number, poly, doctor, date, time, people_ahead, estimated_minutes, link)
)

struct Rendered {
    std::string text;
    std::vector<std::string> unknown_variables;  // each once, in the order of the text
};

// The text between two pairs of braces on one line is a variable; an unknown one renders as
// nothing. Values are not rendered again.
Rendered render(std::string_view message, Values const& values);

}  // namespace antrean::reminder
