// The English texts of contract 1.6.
#pragma once

#include "validation/Spec.hpp"

#include <string>
#include <string_view>

namespace antrean::validation {

// Which of its wordings a size rule uses; decided by the field's rules and by what came.
enum class Size : std::uint8_t { characters, number, items, kilobytes };

// "poly_id" -> "poly id", "dateFrom" -> "date from". Elements of arrays ("roles.0") are shown as
// they are: pass their names unchanged.
std::string displayName(std::string_view field);

std::string message(Rule const& rule, std::string_view shown_name, Size size);
std::string failedToUpload(std::string_view shown_name);
std::string tooManyItems(std::string_view shown_name, std::size_t items_max);

}  // namespace antrean::validation
