// Watches the clinic for reminders that come due, and puts them into the outbox: after changes of
// the queue, by the clock, and after a start for what came due meanwhile.
#pragma once

#include "clinic/Directory.hpp"
#include "db/Cached.hpp"
#include "delivery/Outbox.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Ledger.hpp"
#include "reminder/Reminders.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::reminder {

class ReminderWatch {
public:
    // All outlive it.
    ReminderWatch(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        delivery::Outbox const& outbox
    );
    ~ReminderWatch();
    ReminderWatch(ReminderWatch const&) = delete;
    ReminderWatch& operator=(ReminderWatch const&) = delete;

    void start();
    // Before the database stops.
    void stop();

    // For Ledger::listen and Database::onNotice. Neither blocks; both cost next to nothing while
    // there is no reminder config, or no WhatsApp config.
    void heard(ledger::Event const& event);
    void heard(std::string_view topic, std::uint64_t count);

private:
    // What one look is for.
    struct Task {
        std::set<std::int64_t> polies;  // whose queues moved
        bool is_whole = false;          // all polies
        Window window;                  // of what comes due by the clock
    };
    struct Rulebook {
        std::vector<Rule> rules;  // none while there is nobody to send anything
    };

    static Rulebook readRules(db::Transaction& transaction);
    void loop(std::stop_token stop);
    // False: the database did not answer, so that it has to be done again.
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
    db::Cached<Rulebook> rulebook_;
    std::atomic<bool> has_rules_{true};

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::set<std::int64_t> moved_;  // these three: under the mutex
    bool have_rules_changed_ = true;

    // The thread's own: keys of what is in the outbox, or cannot be sent and was logged.
    std::unordered_set<std::string> known_;
    std::string known_date_;
    std::jthread thread_;
};

}  // namespace antrean::reminder
