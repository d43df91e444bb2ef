#include "app/RunMark.hpp"
#include "app/doctor/Checks.hpp"
#include "base/Clock.hpp"

#include <fmt/core.h>

#include <chrono>
#include <string>

namespace antrean::app::doctor {
namespace {

constexpr std::chrono::days kRecent{7};

// In the clinic's zone, for a reader with a clock on the wall.
std::string timeText(Settings const& settings, Instant instant) {
    auto const zone = Zone::find(settings.timezone);
    if (!zone)
        return storedTimestamp(instant) + " UTC";
    auto const moment = zone->moment(instant);
    return fmt::format("{} {} in {}", moment.date, moment.time, zone->name());
}

}  // namespace

std::vector<Finding> lookAtRuns(Subject const& subject) {
    Findings findings("crashes");
    auto const& settings = subject.settings();
    auto const ends = listUncleanEnds(settings.data_dir);
    if (ends.empty()) {
        findings.well("every server of this data folder ended properly");
        return findings.take();
    }
    auto const& last = ends.front();
    auto const text = fmt::format(
        "the last server that did not end properly was alive at {}, and had started at {}",
        timeText(settings, last.last_alive_at),
        timeText(settings, last.started_at)
    );
    if (SystemClock().now() - last.last_alive_at > kRecent)
        findings.well(text);
    else
        findings.warn(
            fmt::format("{}; {} such ends are known", text, ends.size()),
            "Look at journalctl -u antrean around that time, and at the machine's power, memory "
            "and disk"
        );
    return findings.take();
}

}  // namespace antrean::app::doctor
