// Follows the ledger, so that no request has to wait for it: keeps Estimates current, stores the
// estimate of each visit that is registered for today, and compares it with the call. The visits of
// a crowd that cannot all be called today have no stored estimate.
#pragma once

#include "base/Watcher.hpp"
#include "clinic/Directory.hpp"
#include "estimate/EstimateStore.hpp"
#include "estimate/Estimates.hpp"
#include "figures/Waiting.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Inbox.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::estimate {

// What an entry of the ledger says about who waits for the nurse. `undone`: a call was taken back.
enum class MoveKind { registered, called, undone, other };

class EstimateWatch {
public:
    // All arguments outlive it.
    EstimateWatch(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        Estimates& estimates
    );

    // To be added to the ledger's tail.
    ledger::Follower& follower() { return inbox_; }
    void start();
    // Before the database stops.
    void stop();

private:
    struct Move {
        ledger::Entry const* entry;
        MoveKind kind;
        bool is_news;
        std::int64_t waiting = 0;   // in the poly after the move
        bool needs_waiter = false;  // a call, or a registration that gets an estimate
        std::optional<Waiter> waiter = {};
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
    bool look();
    bool beginDay(Moment const& moment);
    bool follow();
    bool write();

    std::vector<Move> readMoves(db::Transaction& transaction) const;
    static void findWaiters(db::Transaction& transaction, std::vector<Move>& moves);
    void use(Move const& move);
    // Makes the estimate of a registration, if there is one.
    void estimate(Move const& move);

    db::Database& database_;
    clinic::Directories& directories_;
    http::ClinicClock const& clock_;
    Estimates& estimates_;
    ledger::Inbox inbox_;

    // Only the watcher's thread uses the following.
    std::vector<ledger::SharedBatch> batches_;  // taken, but not used yet
    std::string date_;
    Pending pending_;
    Watcher watcher_;
};

}  // namespace antrean::estimate
