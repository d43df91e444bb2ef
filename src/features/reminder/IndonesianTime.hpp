#pragma once

#include <string>
#include <string_view>

namespace antrean::reminder {

// "2026-11-23" -> "Senin, 23 November 2026"
std::string dateInWords(std::string_view date);
// "08:00:00" -> "08.00"
std::string timeInWords(std::string_view time);

}  // namespace antrean::reminder
