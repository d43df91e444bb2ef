#pragma once

#include "base/Clock.hpp"
#include "db/Database.hpp"
#include "http/ClinicClock.hpp"

#include <cstdint>
#include <mutex>

namespace antrean::app {

// Keeps the clinic's clock in the zone that the config `clinic_timezone` names, whichever process
// changes it. The config wins over the flag; one that names no zone is as good as none. All three
// outlive it, and it outlives the database's notices.
class ConfiguredZone {
public:
    ConfiguredZone(db::Database& database, http::ClinicClock& clock, Zone flag_zone);

    // Reads the config now, and again whenever it may have changed; a change by this process counts
    // when it is answered. Throws std::runtime_error when the database does not answer.
    void follow();

private:
    void read(db::Transaction& transaction);

    db::Database& database_;
    http::ClinicClock& clock_;
    Zone const flag_zone_;
    std::mutex mutex_;
    std::uint64_t notices_seen_ = 0;  // by the reading that holds; under the mutex
};

}  // namespace antrean::app
