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

// A figure of a poly and day that is kept for both insurances and all stations together.
struct Refinement {
    std::optional<std::int64_t> hour = std::nullopt;  // of the registration
    bool is_present = false;
    // Waits of these whole minutes, both included; both or none are given.
    std::optional<std::int64_t> wait_from = std::nullopt;
    std::optional<std::int64_t> wait_to = std::nullopt;

    bool operator==(Refinement const&) const = default;
    bool isEmpty() const { return *this == Refinement{}; }
};

// Which visits; an absent member does not restrict.
struct Selection {
    std::optional<std::string> date_from = std::nullopt;
    std::optional<std::string> date_to = std::nullopt;  // included
    std::optional<std::int64_t> poly_id = std::nullopt;
    std::optional<bool> bpjs = std::nullopt;
    std::optional<Stations> stations = std::nullopt;
    // Only for counts and groups of visits (figures/VisitCounts.hpp).
    std::optional<int> weekday = std::nullopt;  // 1 is Monday
    // One figure at most; then neither an insurance nor stations are selected.
    Refinement refined = {};
};

// A part of a list.
struct Slice {
    std::int64_t skipped = 0;
    std::optional<std::int64_t> size = std::nullopt;  // empty: to the end
};

}  // namespace antrean::figures
