// The demo clinic of `--demo-clinic`: sixty days of history, a morning that is under way, and
// schedules and reservations for two weeks. Everything is made by the functions that serve the API,
// with the moments of the invented past, so that numbers, seats, ledger and figures agree.
//
// It is filled in several transactions: one that touched every visit would need more locks than
// PostgreSQL has. The config kProgressConfig says how far the filling got and for which moment it
// began. So it continues after a crash, and several processes share the work.
#pragma once

#include "app/demo/DemoRows.hpp"
#include "base/Clock.hpp"
#include "base/Result.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::app {

inline constexpr std::string_view kProgressConfig = "demo_clinic_progress";

// In addition to demoUsers(), with the same password.
std::span<DemoUser const> demoClinicUsers();

// The staff's rows must be there for schedules, so this has two parts. Polies with rooms and
// letters, and the clinic's profile.
void insertDemoPolies(db::Transaction& transaction, std::string const& now);
// The schedules, and what fillDemoClinic() continues from. `moment` is in the clinic's zone.
Result<void> beginDemoClinic(db::Transaction& transaction, Zone const& zone, Moment const& moment);

// Makes what is missing of a demo clinic that was begun; otherwise does nothing. Calls `report`
// with a line every two seconds. Not for I/O or database threads.
Result<void> fillDemoClinic(
    db::Database& database,
    Zone const& flag_zone,
    std::function<void(std::string const& line)> const& report
);

}  // namespace antrean::app
