#include "http/ClinicClock.hpp"

#include <chrono>
#include <utility>

namespace antrean::http {
namespace {

std::uint64_t nextVersion() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

struct Reading {
    std::uint64_t version = 0;
    std::chrono::sys_seconds second{};
    Moment moment;
};

}  // namespace

ClinicClock::ClinicClock(Clock const& clock, Zone zone)
    : clock_(clock), zone_(std::move(zone)), version_(nextVersion()) {}

Moment ClinicClock::moment() const {
    thread_local Reading last;
    auto const instant = clock_.now();
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    auto const version = version_.load(std::memory_order_acquire);
    if (last.version != version || last.second != second) {
        last.moment = zone().moment(instant);
        last.version = version;
        last.second = second;
    }
    auto moment = last.moment;
    moment.instant = instant;
    return moment;
}

Zone ClinicClock::zone() const {
    std::lock_guard const lock(mutex_);
    return zone_;
}

void ClinicClock::setZone(Zone zone) {
    std::lock_guard const lock(mutex_);
    zone_ = std::move(zone);
    version_.store(nextVersion(), std::memory_order_release);
}

}  // namespace antrean::http
