#include "app/doctor/Checks.hpp"
#include "base/Clock.hpp"

#include <fmt/core.h>

#include <string>
#include <sys/timex.h>

namespace antrean::app::doctor {

std::vector<Finding> lookAtClock(Subject const& subject) {
    Findings findings("clock");
    auto const zone = Zone::find(subject.settings().timezone);
    if (!zone) {
        findings.fault(
            "this machine does not know the zone " + subject.settings().timezone,
            "apt-get install tzdata, or correct --timezone"
        );
        return findings.take();
    }
    auto const moment = zone->moment(SystemClock().now());
    auto const text = fmt::format("it is {} {} in {}", moment.date, moment.time, zone->name());
    timex state{};
    if (::adjtimex(&state) == TIME_ERROR)
        findings.warn(
            text + ", but nothing keeps the clock right",
            "timedatectl set-ntp true: a wrong clock gives patients numbers of the wrong day"
        );
    else
        findings.well(text);
    return findings.take();
}

}  // namespace antrean::app::doctor
