// Days of the week of service dates ("2026-01-11").
#pragma once

#include <string>
#include <string_view>

namespace antrean::figures {

// 1 is Monday, 7 is Sunday. `date` is a calendar day.
int weekdayOf(std::string_view date);
// The date that is `days` later; negative: earlier. Never outside of the years 1 to 9999.
std::string dateAfter(std::string_view date, int days);
// How many days `to` is after `from`.
int daysBetween(std::string_view from, std::string_view to);

}  // namespace antrean::figures
