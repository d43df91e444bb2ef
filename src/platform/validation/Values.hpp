// Reads JSON and form values as the original's casts do: "12", " 12 ", 12, 12.0 and true are
// integers; "1e3" is a number; "true" is not a boolean (contract, 1.8).
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::validation {

// The value as an integer. Empty for everything else: "01", "1.0", 1.5, false.
std::optional<std::int64_t> integerOf(boost::json::value const& value);
std::optional<std::int64_t> integerOf(std::string_view text);
// Accepts also "01", ".5" and "1e3", but no booleans and no infinity.
std::optional<double> numberOf(boost::json::value const& value);
std::optional<bool> booleanOf(boost::json::value const& value);
// Strings, numbers and booleans as text (true is "1", false is ""). Empty for null, arrays,
// objects.
std::optional<std::string> scalarText(boost::json::value const& value);
// True for a string that the database can store: UTF-8 without NUL.
bool isText(boost::json::value const& value);

}  // namespace antrean::validation
