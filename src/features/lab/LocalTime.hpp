// Texts like "2026-06-21 10:00:00": date and time in the clinic's zone, as in the lab's tables and
// answers.
#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::lab {

std::string localTime(Moment const& moment);
// The same time of day, `days` later. `time` is a text as above.
std::string daysLater(std::string const& time, std::int64_t days);
// From one such text to a later one.
std::int64_t secondsBetween(std::string const& from, std::string const& to);

// Joins date and time, which the tables store separately. Empty if one of them is missing; MariaDB
// writes a missing date as "0000-00-00".
std::optional<std::string> joined(
    std::optional<std::string> const& date, std::optional<std::string> const& time
);

}  // namespace antrean::lab
