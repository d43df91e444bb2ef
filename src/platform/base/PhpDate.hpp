// Dates as people and older clients write them. The original reads them with PHP's strtotime, so
// the same texts must mean the same days here. Accepted are texts that name a day by themselves
// ("2025-12-30", "30 Dec 2025 10:00 am"). Texts that depend on today ("tomorrow", "10:00", "30
// December") are not dates in the contract either.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::phpdate {

struct WrittenDate {
    int year = 0;  // 1 to 9999; year, month and day are a calendar day, as written
    int month = 0;
    int day = 0;
    std::int64_t instant_s = 0;  // since 1970; UTC unless the text has another offset
};

// Empty if the text is not a date.
//   written = "@" integer [fraction]
//           | [weekday [","]] date [spaces] ["T"] [time] [zone]
//           | time spaces date
//   date    = Y-m-d | Y/m/d | Ymd | Y-m | y-m-d | d-m-Y | d.m.Y | m/d/Y | m/d/y
//           | d month Y | month d[,] Y | month Y | Y month [d]
//   time    = h:m[:s[.fraction]] [am|pm] | h am|pm | "T" h | "T" hhmm[ss]
//   zone    = "Z" | "UTC" | "GMT" | (+|-)h[h][[:]mm]
std::optional<WrittenDate> read(std::string_view text);

bool isCalendarDay(int year, int month, int day);
// "2025-12-30"
std::string isoDate(WrittenDate const& date);

}  // namespace antrean::phpdate
