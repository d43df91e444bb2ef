// All visits of a service date, as patients and tickets need them: read once for each state of the
// ledger, and shared by all that follow the queue.
#pragma once

#include "clinic/Directory.hpp"
#include "estimate/Estimates.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Ledger.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::ticket {

// A visit without its patient.
struct VisitRow {
    std::int64_t id;
    std::int64_t poly_id;
    std::string date;
    bool bpjs;
    std::int64_t status_id;
    std::optional<std::string> priority;
    std::optional<std::string> checked_in_at;  // UTC
    std::optional<std::string> created_at;     // UTC
    std::int64_t queue_number;
    std::int64_t number_of_calls;
    std::int64_t called_seq;  // the last call in the ledger; 0: never
    std::optional<std::int64_t> moved_at_us;
    // Of its schedule, if that is on the date of the visit.
    std::optional<std::string> doctor_name;
    std::optional<std::string> start_time;
    std::optional<std::string> end_time;
};
BOOST_DESCRIBE_STRUCT(
    VisitRow,
    (),
    (id,
     poly_id,
     date,
     bpjs,
     status_id,
     priority,
     checked_in_at,
     created_at,
     queue_number,
     number_of_calls,
     called_seq,
     moved_at_us,
     doctor_name,
     start_time,
     end_time)
)

std::optional<VisitRow> findRow(db::Transaction& transaction, std::int64_t id);

// Immutable.
class QueueDay {
public:
    struct Serving {
        std::optional<std::int64_t> nurse;
        std::optional<std::int64_t> doctor;
    };

    // What waits are estimated with. It outlives the day.
    struct Waits {
        estimate::Estimates const& estimates;
        http::ClinicClock const& clock;
    };

    QueueDay(
        std::string date,
        std::vector<VisitRow> rows,
        std::shared_ptr<clinic::Directory const> directory,
        Waits const& waits
    );

    std::string const& date() const { return date_; }
    clinic::Directory const& directory() const { return *directory_; }
    // Null if the visit is not on this date.
    VisitRow const* find(std::int64_t id) const;
    // How many visits of its poly are called before this one by their numbers: those that wait for
    // the nurse, or for the doctor, as it does. Empty if it does not wait.
    std::optional<std::int64_t> peopleAhead(VisitRow const& visit) const;
    // How many of them have not checked in yet. Empty also unless most patients of the poly who
    // have been with the nurse on this date were checked in: else the clinic does not write down
    // who has come, and one check-in, at a kiosk perhaps, says nothing about the others.
    std::optional<std::int64_t> absentAhead(VisitRow const& visit) const;
    // Until the call to the nurse. Empty if the visit does not wait for it.
    std::optional<estimate::Estimate> estimate(VisitRow const& visit, Instant now) const;
    // How many wait for the nurse of the poly.
    std::int64_t waiting(std::int64_t poly_id) const;
    // The numbers that were called last, if the visits are still there.
    Serving serving(std::int64_t poly_id) const;

private:
    struct Poly {
        std::vector<std::int64_t> waiting;  // queue numbers, ascending
        std::vector<std::int64_t> absent;   // of those waiting, who has not checked in
        std::int64_t seen = 0;              // by the nurse
        std::int64_t seen_checked_in = 0;
        std::vector<std::int64_t> waiting_doctor;
        VisitRow const* nurse = nullptr;
        VisitRow const* doctor = nullptr;
    };

    std::string date_;
    std::vector<VisitRow> rows_;
    std::shared_ptr<clinic::Directory const> directory_;
    std::unordered_map<std::int64_t, VisitRow const*> by_id_;
    std::unordered_map<std::int64_t, Poly> polies_;
    Waits waits_;
};
using SharedDay = std::shared_ptr<QueueDay const>;

// The day of today, cached until the ledger or the directory changes. Thread-safe.
class QueueDays {
public:
    // All arguments outlive it.
    QueueDays(
        clinic::Directories& directories,
        estimate::Estimates const& estimates,
        http::ClinicClock const& clock
    )
        : directories_(directories), waits_{estimates, clock} {}

    // For a transaction that only reads.
    SharedDay get(db::Transaction& transaction, std::string const& date);
    // For a transaction that has written: what it sees may be rolled back, so it is not kept.
    SharedDay read(db::Transaction& transaction, std::string const& date);

private:
    clinic::Directories& directories_;
    QueueDay::Waits const waits_;
    std::mutex mutex_;
    ledger::Mark mark_;  // of kept_, both under the mutex
    SharedDay kept_;
};

}  // namespace antrean::ticket
