// The columns of daily_figures that count visits: one per station and insurance.
#pragma once

#include "clinic/Directory.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace antrean::figures {

inline constexpr std::array<std::string_view, 2 * clinic::kStations.size()> kPlaceColumns{
    "waiting_general",
    "waiting_bpjs",
    "anamnesa_general",
    "anamnesa_bpjs",
    "waiting_doctor_general",
    "waiting_doctor_bpjs",
    "with_doctor_general",
    "with_doctor_bpjs",
    "done_general",
    "done_bpjs",
    "no_show_general",
    "no_show_bpjs",
    "cancelled_general",
    "cancelled_bpjs",
};

constexpr std::size_t placeOf(clinic::Station station, bool bpjs) {
    return 2 * static_cast<std::size_t>(station) + (bpjs ? 1 : 0);
}

}  // namespace antrean::figures
