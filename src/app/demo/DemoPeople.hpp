// Invented patients of the demo clinic. Neither their telephone numbers nor their BPJS numbers
// belong to anybody:
//
// - No Indonesian operator has numbers that begin with 084 (libphonenumber: a mobile number is
//   8[1-35-9] and 7 to 10 digits), so no message to 0840... reaches a person.
// - BPJS numbers of members begin with 000; these begin with 99.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::app {

struct DemoPerson {
    std::string name;
    std::string whatsapp_number;
    std::optional<std::string> no_bpjs;  // of seven in ten people
};

// How many people the clinic knows. A higher number is a person who has never been there; each
// number below kDemoNumbers has a telephone number of its own.
inline constexpr std::int64_t kDemoPeople = 900;
inline constexpr std::int64_t kDemoNumbers = 100'000'000;

// The person of that number, who is always the same. Odd numbers are women.
DemoPerson demoPerson(std::int64_t number);

}  // namespace antrean::app
