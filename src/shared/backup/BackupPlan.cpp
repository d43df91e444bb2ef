#include "backup/BackupPlan.hpp"

#include <chrono>

namespace antrean::backup {
namespace {

// Days have up to 25 hours, so look around noon for the days beside this one.
std::string dateBeside(Instant now, int days, Zone const& zone) {
    auto const noon = zone.at(zone.moment(now).date, "12:00:00");
    return zone.moment(noon + std::chrono::hours(24) * days).date;
}

}  // namespace

Instant plannedBefore(Instant now, std::string const& at, Zone const& zone) {
    auto const today = zone.at(zone.moment(now).date, at);
    return today <= now ? today : zone.at(dateBeside(now, -1, zone), at);
}

Instant plannedAfter(Instant now, std::string const& at, Zone const& zone) {
    auto const today = zone.at(zone.moment(now).date, at);
    return today > now ? today : zone.at(dateBeside(now, 1, zone), at);
}

}  // namespace antrean::backup
