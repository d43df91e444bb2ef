#include "figures/Columns.hpp"

#include <fmt/core.h>

#include <vector>

namespace antrean::figures {

std::span<VisitColumn const> visitColumns() {
    static auto const columns = [] {
        std::vector<VisitColumn> list;
        for (auto const& row : clinic::kStations) {
            list.push_back({std::string(row.figure) + "_general", row.station, false});
            list.push_back({std::string(row.figure) + "_bpjs", row.station, true});
        }
        return list;
    }();
    return columns;
}

VisitColumn const& visitColumn(clinic::Station station, bool is_bpjs) {
    return visitColumns()[2 * clinic::indexOf(station) + (is_bpjs ? 1 : 0)];
}

std::span<std::string const> hourColumns() {
    static auto const columns = [] {
        std::vector<std::string> list;
        for (std::size_t hour = 0; hour < kHours; ++hour)
            list.push_back(fmt::format("hour_{:02}", hour));
        return list;
    }();
    return columns;
}

}  // namespace antrean::figures
