// Follows the ledger, so that no request has to wait for it: keeps Estimates current, stores the
// estimate of each visit that is registered for today, and compares it with the call.
#pragma once

#include "base/Watcher.hpp"
#include "clinic/Directory.hpp"
#include "estimate/EstimateStore.hpp"
#include "estimate/Estimates.hpp"
#include "figures/Waiting.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Reading.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::estimate {

class EstimateWatch {
public:
    // `settled` returns the last number up to which no entry of the ledger is missing. All
    // arguments outlive it.
    EstimateWatch(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        Estimates& estimates,
        std::function<std::int64_t()> settled
    );

    void start();
    // Before the database stops.
    void stop();
    // The ledger has grown. Thread-safe, never blocks.
    void poke() { watcher_.poke(); }

private:
    struct Look {
        std::shared_ptr<clinic::Directory const> directory;
        std::vector<Move> moves;
        std::vector<figures::Waiting> waiting;  // after the moves
    };
    struct Outcome {
        std::int64_t reservation_id;
        std::int64_t poly_id;
        std::optional<std::string> called_at;  // empty: the call was taken back
    };
    // What is not written yet.
    struct Pending {
        std::string date;
        std::vector<Told> told;
        std::vector<Outcome> outcomes;  // in the order of the ledger
    };

    // These return false when the database does not answer.
    bool look(bool is_poked);
    bool beginDay(Moment const& moment);
    bool write();

    void use(Look const& look, std::string const& date);
    // Makes the estimate of a registration, if there is one.
    void estimate(Move const& move, std::int64_t people_ahead, std::string const& date);

    db::Database& database_;
    clinic::Directories& directories_;
    http::ClinicClock const& clock_;
    Estimates& estimates_;
    std::function<std::int64_t()> const settled_;

    // Only the watcher's thread uses the following.
    ledger::Reading reading_;
    std::string date_;
    Pending pending_;
    Watcher watcher_;
};

}  // namespace antrean::estimate
