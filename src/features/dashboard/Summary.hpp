// How the clinic does: the figures of a period, what the same weekdays usually have, who waits now,
// the busy hours of the week, and every day. All from figures that are kept, but those who wait
// now.
#pragma once

#include "base/Hundredths.hpp"
#include "clinic/Directory.hpp"
#include "dashboard/SummaryStore.hpp"
#include "figures/Sums.hpp"
#include "figures/WaitMinutes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::dashboard {

// Longer periods are refused, so that the cost of a summary does not grow with the history.
inline constexpr int kSummaryDaysMax = 366;
// What is usual is learned from these days before the period. Charts of shorter periods show them.
inline constexpr int kUsualDays = 56;
// The standard of Indonesia for outpatients (Kepmenkes 129/2008): a wait of less than an hour.
inline constexpr std::int64_t kStandardWaitMinutes = 60;

struct SummaryQuestion {
    std::string date_from;
    std::string date_to;  // included; not before date_from
    Today today;          // with the poly of the question
};

// Who waits and who is being served; of one poly or of all.
struct WaitingNow {
    std::int64_t waiting = 0;
    std::int64_t waiting_doctor = 0;
    std::int64_t being_served = 0;
    std::optional<std::string> waiting_since;  // UTC; of the longest wait

    void add(StationNow const& row, clinic::Station station);
};

struct PolySummary {
    figures::PolySums sums;
    figures::WaitMinutes waits;
    WaitingNow now;
};

// What the same weekdays have on average, added up over the days of the period.
struct Usual {
    Hundredths registered;
    Hundredths bpjs;
    Hundredths general;
    Hundredths done;
    Hundredths no_show;
    Hundredths cancelled;
    Hundredths present;
    figures::WaitMinutes waits;  // of all these days
};

struct WeekdayHours {
    std::int64_t days = 0;  // with visits
    std::array<std::int64_t, figures::kHours> registered{};
};

struct Summary {
    std::string date_from;
    std::string date_to;
    std::string charts_from;  // the first day of `weekdays` and `days`
    std::vector<PolySummary> polies;
    std::optional<Usual> usual;     // empty: no such day had visits
    std::optional<WaitingNow> now;  // only if today is in the period
    std::array<WeekdayHours, 7> weekdays;
    std::vector<figures::DateHours> days;  // those with visits
};

Summary summarize(
    db::Transaction& transaction,
    SummaryQuestion const& question,
    clinic::Directory const& directory
);

}  // namespace antrean::dashboard
