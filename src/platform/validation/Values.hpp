// What a JSON or form value counts as, by the original's casts: "12", " 12 ", 12, 12.0 and true
// are integers; "1e3" is a number; "true" is no boolean (contract, 1.8).
#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::validation {

// The integer that a value stands for. Empty for everything else: "01", "1.0", 1.5, false.
std::optional<std::int64_t> integerOf(boost::json::value const& value);
std::optional<std::int64_t> integerOf(std::string_view text);
// Also "01", ".5", "1e3". Not booleans, not infinite.
std::optional<double> numberOf(boost::json::value const& value);
std::optional<bool> booleanOf(boost::json::value const& value);
// Strings, numbers and booleans as text (true is "1", false is ""). Empty for null, arrays,
// objects.
std::optional<std::string> scalarText(boost::json::value const& value);
// A string that the database can store: UTF-8 without NUL.
bool isText(boost::json::value const& value);

}  // namespace antrean::validation
