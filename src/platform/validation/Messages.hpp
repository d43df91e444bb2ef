// The English texts of contract 1.6.
#pragma once

#include "validation/Spec.hpp"

#include <string>
#include <string_view>

namespace antrean::validation {

// The wording of a size rule; depends on the field's rules and on the value.
enum class Size : std::uint8_t { characters, number, items, kilobytes };

// "poly_id" -> "poly id", "dateFrom" -> "date from". Do not use it for elements of arrays
// ("roles.0"), which are shown unchanged.
std::string displayName(std::string_view field);

std::string message(Rule const& rule, std::string_view shown_name, Size size);
std::string failedToUpload(std::string_view shown_name);
std::string tooManyItems(std::string_view shown_name, std::size_t items_max);

}  // namespace antrean::validation
