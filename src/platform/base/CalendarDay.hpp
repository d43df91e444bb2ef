// Dates as texts ("2025-12-29") and as days that can be counted.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace antrean {

using Day = std::chrono::sys_days;

// Of a calendar day, "2025-12-29".
Day dayOf(std::string_view date);
std::string dateOf(Day day);

}  // namespace antrean
