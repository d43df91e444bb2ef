#pragma once

#include "base/Clock.hpp"
#include "reminder/Rule.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::reminder {

// A visit, as far as reminders speak of it.
struct Visit {
    std::int64_t id;
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;
    std::string date;
    std::int64_t status_id;
    std::optional<std::string> created_at;  // UTC
    std::optional<std::string> updated_at;  // UTC: when it came to its status
    std::int64_t queue_number;
    std::string patient_name;
    std::string whatsapp_number;
};
BOOST_DESCRIBE_STRUCT(
    Visit,
    (),
    (id,
     poly_id,
     schedule_id,
     date,
     status_id,
     created_at,
     updated_at,
     queue_number,
     patient_name,
     whatsapp_number)
)

struct Checkup {
    std::int64_t id;
    std::int64_t poly_id;
    std::string date;
    std::optional<std::string> created_at;  // UTC
    std::string patient_name;
    std::string whatsapp_number;
};
BOOST_DESCRIBE_STRUCT(Checkup, (), (id, poly_id, date, created_at, patient_name, whatsapp_number))

// The hours of a doctor on a day.
struct Practice {
    std::int64_t id;
    std::optional<std::int64_t> poly_id;  // of its doctor
    std::string doctor;
    std::string start_time;
};
BOOST_DESCRIBE_STRUCT(Practice, (), (id, poly_id, doctor, start_time))

// With templates that are there.
std::vector<Rule> listRules(db::Transaction& transaction);
bool hasRule(db::Transaction& transaction, std::int64_t id);
std::optional<std::string> findTemplate(db::Transaction& transaction, std::int64_t id);

// By queue number, `count_max` at most.
std::vector<Visit> listVisits(
    db::Transaction& transaction,
    std::int64_t poly_id,
    std::string const& date,
    std::int64_t status_id,
    std::int64_t count_max
);
std::optional<Visit> findVisit(db::Transaction& transaction, std::int64_t id);
// How many of that status have a lower number than the visit.
std::int64_t countAhead(db::Transaction& transaction, Visit const& visit, std::int64_t status_id);
// Whether a patient of the poly who had waited was called since then.
bool hasCall(
    db::Transaction& transaction,
    std::int64_t poly_id,
    std::string const& date,
    std::int64_t waiting_id,
    Instant since
);

std::vector<Checkup> listCheckups(
    db::Transaction& transaction, std::string const& date, std::int64_t count_max
);
bool hasCheckup(db::Transaction& transaction, std::int64_t id, std::string const& date);

// By time.
std::vector<Practice> listPractices(db::Transaction& transaction, std::string const& date);

// `notification_status` of the queue row: whether any reminder of the visit is delivered.
void recountNotification(db::Transaction& transaction, std::int64_t reservation_id);

}  // namespace antrean::reminder
