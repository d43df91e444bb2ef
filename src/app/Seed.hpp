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
// With `settings.demo`, a database without schedules also gets the demo users and schedules; with
// `settings.demo_clinic`, one without any work of a clinic gets the beginning of the demo clinic
// too. Does not change anything else. Safe when several processes start at once. Not for I/O or
// database threads.
Result<Seeded> seed(db::Database& database, Settings const& settings, Moment const& moment);

// With `settings.demo_clinic`: makes what is missing of a demo clinic that seed() has begun
// (app/demo/DemoClinic.hpp), and reports on stdout how far it got.
Result<void> finishDemoClinic(db::Database& database, Settings const& settings);

// Both for a server that starts: prints on stdout what was created, with the random password.
// Throws std::runtime_error when the database does not answer.
void seedAndReport(db::Database& database, Settings const& settings, Moment const& moment);

}  // namespace antrean::app
