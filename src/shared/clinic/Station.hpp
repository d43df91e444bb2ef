// The stations of a visit, from the registration to its end. What the program knows of a station
// by name is a row of this table; "How to add a station" in ARCHITECTURE.md lists the rest.
#pragma once

#include "ledger/Ledger.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace antrean::clinic {

enum class Station : std::uint8_t {
    waiting,
    anamnesa,
    waiting_doctor,
    with_doctor,
    done,
    no_show,
    cancelled,
};

struct StationRow {
    Station station{};
    // statuses.status_name: how the API, webhooks and reports call the station (contract, ST-1).
    std::string_view status_name;
    // The other columns of the row that `antrean seed` inserts into statuses.
    std::string_view label;
    std::string_view information;
    // events.kind of an arrival at the station.
    std::string_view event_kind;
    // The arrival in the report of user activity.
    std::string_view activity;
    // Its columns in daily_figures are figure + "_bpjs" and figure + "_general".
    std::string_view figure;
};

// In the order of the enumeration. Stored ids do not depend on it, except that `antrean seed`
// numbers the statuses of a new database in this order, from 1.
inline constexpr auto kStations = std::to_array<StationRow>({
    {
        .station = Station::waiting,
        .status_name = "WAITING",
        .label = "Menunggu",
        .information = "Menunggu dipanggil anamnesa",
        .event_kind = ledger::kRegistered,
        .activity = "Check-in",
        .figure = "waiting",
    },
    {
        .station = Station::anamnesa,
        .status_name = "ANAMNESA",
        .label = "Anamnesa",
        .information = "Sedang pemeriksaan oleh perawat",
        .event_kind = "anamnesa",
        .activity = "Anamnesa",
        .figure = "anamnesa",
    },
    {
        .station = Station::waiting_doctor,
        .status_name = "WAITING_DOCTOR",
        .label = "Menunggu Dokter",
        .information = "Selesai anamnesis, menunggu dokter",
        .event_kind = "waiting_doctor",
        .activity = "Waiting Doctor",
        .figure = "waiting_doctor",
    },
    {
        .station = Station::with_doctor,
        .status_name = "WITH_DOCTOR",
        .label = "Dengan Dokter",
        .information = "Sedang konsultasi dengan dokter",
        .event_kind = "with_doctor",
        .activity = "With Doctor",
        .figure = "with_doctor",
    },
    {
        .station = Station::done,
        .status_name = "DONE",
        .label = "Selesai",
        .information = "Selesai, bisa ambil obat/pulang",
        .event_kind = "done",
        .activity = "Done",
        .figure = "done",
    },
    {
        .station = Station::no_show,
        .status_name = "NO_SHOW",
        .label = "Tidak Hadir",
        .information = "Tidak datang saat dipanggil",
        .event_kind = "no_show",
        .activity = "No Show",
        .figure = "no_show",
    },
    {
        .station = Station::cancelled,
        .status_name = "CANCELLED",
        .label = "Dibatalkan",
        .information = "Batal oleh pasien atau admin",
        .event_kind = "cancelled",
        .activity = "Cancelled",
        .figure = "cancelled",
    },
});

constexpr std::size_t indexOf(Station station) {
    return static_cast<std::size_t>(station);
}

constexpr StationRow const& rowOf(Station station) {
    return kStations.at(indexOf(station));
}

static_assert(
    std::ranges::all_of(
        kStations, [](StationRow const& row) { return &row == &rowOf(row.station); }
    ),
    "the rows have the order of the enumeration"
);

}  // namespace antrean::clinic
