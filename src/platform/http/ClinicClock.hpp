// The clock of requests, in the clinic's time zone. Each request reads it once.
#pragma once

#include "base/Clock.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>

namespace antrean::http {

// Thread-safe.
class ClinicClock {
public:
    ClinicClock(Clock const& clock, Zone zone);

    // Cheap: each thread formats the texts once per second.
    Moment moment() const;

    Zone zone() const;
    // Affects requests that begin after the call.
    void setZone(Zone zone);

private:
    Clock const& clock_;
    mutable std::mutex mutex_;
    Zone zone_;                           // under the mutex
    std::atomic<std::uint64_t> version_;  // unique for each clock and each zone
};

}  // namespace antrean::http
