// The columns of daily_figures. Every statement that names all of them is composed from these lists
// (figures/Queries.cpp), so that a new station needs no statement to be edited.
#pragma once

#include "clinic/Station.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace antrean::figures {

inline constexpr std::size_t kHours = 24;

// Counts the visits at one station with one insurance.
struct VisitColumn {
    std::string name;  // "waiting_bpjs"
    clinic::Station station;
    bool is_bpjs;
};

// Two for each station, in the order of clinic::kStations.
std::span<VisitColumn const> visitColumns();
VisitColumn const& visitColumn(clinic::Station station, bool is_bpjs);

// hour_00 to hour_23: visits by the hour of their registration, on the clinic's clock.
std::span<std::string const> hourColumns();

// The waits of the visits that were called to the doctor: how many, and their seconds. The last two
// are NULL when there are none.
inline constexpr std::string_view kWaitColumns[] = {
    "waits", "wait_seconds_sum", "wait_seconds_min", "wait_seconds_max"};

// Visits whose patients have come: checked in, or called and not missing.
inline constexpr std::string_view kPresentColumn = "present";

}  // namespace antrean::figures
