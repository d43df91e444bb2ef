#pragma once

#include "app/Settings.hpp"
#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "db/Database.hpp"

#include <optional>
#include <string>

namespace antrean::app {

struct Seeded {
    // Set when the superadmin was created with a random password.
    std::optional<std::string> superadmin_password;
    bool has_demo = false;
};

// Fills a database without users with the six roles, two polies, seven statuses and the superadmin.
// With `settings.demo`, a database without schedules also gets the demo users and schedules. Does
// not change anything else. Safe when several processes start at once. Not for I/O or database
// threads.
Result<Seeded> seed(db::Database& database, Settings const& settings, Moment const& moment);

// The same for a server that starts: prints on stdout what was created, with the random password.
// Throws std::runtime_error when the database does not answer.
void seedAndReport(db::Database& database, Settings const& settings, Moment const& moment);

}  // namespace antrean::app
