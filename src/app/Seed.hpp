#pragma once

#include "app/Settings.hpp"
#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "db/Database.hpp"

#include <optional>
#include <string>

namespace antrean::app {

struct Seeded {
    // Set when the superadmin was made with a password that nobody knows yet.
    std::optional<std::string> superadmin_password;
    bool has_demo = false;
};

// A database without users gets the six roles, two polies, seven statuses and the superadmin; with
// `settings.demo` one without schedules also gets the demo users and schedules. Anything else is
// left as it is. Safe when several processes start at once. Not for I/O or database threads.
Result<Seeded> seed(db::Database& database, Settings const& settings, Moment const& moment);

}  // namespace antrean::app
