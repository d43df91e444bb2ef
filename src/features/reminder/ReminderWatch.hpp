// Finds the reminders that are due and adds them to the outbox: after changes of a queue, by the
// clock, and after a start (for those that came due while no process ran).
#pragma once

#include "base/Watcher.hpp"
#include "clinic/Directory.hpp"
#include "db/Cached.hpp"
#include "delivery/Outbox.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Tail.hpp"
#include "reminder/Reminders.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::reminder {

class ReminderWatch final : public ledger::Follower {
public:
    // All arguments outlive it.
    ReminderWatch(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        delivery::Outbox const& outbox,
        links::VisitLinks const& links,
        estimate::Estimates const& estimates
    );

    void start();
    // Before the database stops.
    void stop();

    // Both cost next to nothing while there is no reminder config or no WhatsApp config.
    void onBatch(ledger::SharedBatch const& batch) override;
    // For Database::onNotice. Never blocks.
    void onNotice(std::string_view topic, std::uint64_t count);

private:
    // What one look is for.
    struct Task {
        std::set<std::int64_t> polies;  // whose queues changed
        bool is_whole = false;          // all polies
        Window window;                  // for reminders that are due by the clock
    };
    struct Rulebook {
        std::vector<Rule> rules;  // empty while no WhatsApp config can send
    };

    static Rulebook readRules(db::Transaction& transaction);
    // False: the database does not answer, so the look has to be repeated.
    bool look();
    bool look(Task const& task, Moment const& moment);
    std::vector<Reminder> find(
        Task const& task, Moment const& moment, db::Transaction& transaction
    );
    bool add(std::vector<Reminder> const& reminders, Moment const& moment);
    void forgetOld(std::string const& date);

    db::Database& database_;
    clinic::Directories& directories_;
    http::ClinicClock const& clock_;
    delivery::Outbox const& outbox_;
    links::VisitLinks const& links_;
    estimate::Estimates const& estimates_;
    db::Cached<Rulebook> rulebook_;
    std::atomic<bool> has_rules_{true};

    std::mutex mutex_;
    std::set<std::int64_t> changed_polies_;  // under the mutex
    bool have_rules_changed_ = true;         // under the mutex

    // Only the watcher's thread uses the following.
    Instant looked_until_;
    Instant looked_at_queues_{};
    // Unique keys of reminders that are in the outbox, or cannot be sent and were logged.
    std::unordered_set<std::string> known_;
    std::string known_date_;
    Watcher watcher_;
};

}  // namespace antrean::reminder
