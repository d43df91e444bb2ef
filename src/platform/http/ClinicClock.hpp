// The clock as a request reads it: once, in the clinic's zone.
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

    // Cheap: the texts are made once per second and thread.
    Moment moment() const;

    Zone zone() const;
    // Holds for the requests that begin from now on.
    void setZone(Zone zone);

private:
    Clock const& clock_;
    mutable std::mutex mutex_;
    Zone zone_;                           // under the mutex
    std::atomic<std::uint64_t> version_;  // never the same for two clocks or two zones
};

}  // namespace antrean::http
