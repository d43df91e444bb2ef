#pragma once

#include "base/Clock.hpp"
#include "db/Database.hpp"
#include "http/ClinicClock.hpp"

#include <cstdint>
#include <mutex>

namespace antrean::app {

// Keeps the clinic's clock in the zone that the config `clinic_timezone` names, also when another
// process changes it. The config overrides the flag, unless its zone is unknown. The database and
// the clock outlive this object; it outlives the database's notices.
class ConfiguredZone {
public:
    ConfiguredZone(db::Database& database, http::ClinicClock& clock, Zone flag_zone);

    // Reads the config now, and again whenever it may have changed. A change by this process takes
    // effect before its request is answered. Throws std::runtime_error when the database does not
    // answer.
    void follow();

private:
    void read(db::Transaction& transaction);

    db::Database& database_;
    http::ClinicClock& clock_;
    Zone const flag_zone_;
    std::mutex mutex_;
    std::uint64_t notices_seen_ = 0;  // by the reading in effect; under the mutex
};

}  // namespace antrean::app
