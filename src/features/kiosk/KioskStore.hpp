#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::kiosk {

// A row of `kiosks`. The setup code and the token are stored as SHA-256 only.
struct Kiosk {
    std::int64_t id;
    std::string name;
    std::optional<std::string> token_hash;    // empty until it was set up
    std::optional<std::string> last_seen_at;  // UTC
    std::optional<std::string> created_at;    // UTC
};
BOOST_DESCRIBE_STRUCT(Kiosk, (), (id, name, token_hash, last_seen_at, created_at))

// A notice of this topic follows every change of which tokens are valid.
inline constexpr std::string_view kKiosksTopic = "kiosks";

std::vector<Kiosk> listKiosks(db::Transaction& transaction);
std::int64_t countKiosks(db::Transaction& transaction);

struct Setup {
    std::string hash;     // of the setup code
    std::string ends_at;  // UTC, as stored
};
// Returns its id.
std::int64_t insertKiosk(
    db::Transaction& transaction,
    std::string const& name,
    Setup const& setup,
    std::string const& now
);
// The kiosk that waits for this setup code.
std::optional<Kiosk> findSetup(
    db::Transaction& transaction, std::string const& setup_hash, std::string const& now
);
// Replaces the setup code by the token. False if another request was faster.
bool activateKiosk(
    db::Transaction& transaction,
    std::int64_t id,
    std::string const& setup_hash,
    std::string const& token_hash,
    std::string const& now
);
void touchKiosk(db::Transaction& transaction, std::int64_t id, std::string const& now);
// False if there is no such kiosk.
bool deleteKiosk(db::Transaction& transaction, std::int64_t id);

// The hours of a doctor today, with the seats that are taken.
struct Session {
    std::int64_t schedule_id;
    std::int64_t doctor_id;
    std::optional<std::int64_t> poly_id;  // of the doctor; empty: the doctor works for every poly
    std::string doctor_name;
    std::string start_time;
    std::string end_time;
    std::optional<std::int64_t> quota;
    std::int64_t booked;
};
BOOST_DESCRIBE_STRUCT(
    Session, (), (schedule_id, doctor_id, poly_id, doctor_name, start_time, end_time, quota, booked)
)
// By start.
std::vector<Session> listSessions(db::Transaction& transaction, std::string const& date);
// The polies with a schedule after that date.
std::vector<std::int64_t> listPlannedPolies(db::Transaction& transaction, std::string const& date);

}  // namespace antrean::kiosk
