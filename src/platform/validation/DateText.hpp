// The rules about dates and times.
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace antrean::validation {

// True for a string or number that is a calendar day (base/PhpDate.hpp).
bool isDate(boost::json::value const& value);

// Reads a text in one of the formats ("H:i|H:i:s") as seconds since 1970. The letters are Y m d H i
// s, each of fixed width; every other character matches itself. Empty if no format fits exactly, or
// if the day or time does not exist. Parts that a format lacks are those of 1970-01-01 00:00:00.
std::optional<std::int64_t> readFormatted(std::string_view text, std::string_view formats);

// The format that messages show: the first one.
std::string_view firstFormat(std::string_view formats);

}  // namespace antrean::validation
