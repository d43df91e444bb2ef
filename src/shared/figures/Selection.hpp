#pragma once

#include "clinic/Directory.hpp"

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace antrean::figures {

using Stations = std::bitset<clinic::kStations.size()>;  // by clinic::Station

// The stations among these statuses; the other statuses have no visits.
Stations stationsOf(std::span<std::int64_t const> status_ids, clinic::Directory const& directory);

// Which visits; an absent member does not restrict.
struct Selection {
    std::optional<std::string> date_from = std::nullopt;
    std::optional<std::string> date_to = std::nullopt;  // included
    std::optional<std::int64_t> poly_id = std::nullopt;
    std::optional<bool> bpjs = std::nullopt;
    std::optional<Stations> stations = std::nullopt;
};

// A part of a list.
struct Slice {
    std::int64_t skipped = 0;
    std::optional<std::int64_t> size = std::nullopt;  // empty: to the end
};

}  // namespace antrean::figures
