// The rules that speak of dates and times.
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace antrean::validation {

// A string or number that names a day of the calendar (base/PhpDate.hpp).
bool isDate(boost::json::value const& value);

// Seconds since 1970 of a text in one of the formats, "H:i|H:i:s". The letters are Y m d H i s,
// each of fixed width; every other character stands for itself. Empty when no format fits exactly
// or the day or time does not exist. What a format lacks is 1970-01-01 00:00:00.
std::optional<std::int64_t> readFormatted(std::string_view text, std::string_view formats);

// The format that a message names: the first.
std::string_view firstFormat(std::string_view formats);

}  // namespace antrean::validation
