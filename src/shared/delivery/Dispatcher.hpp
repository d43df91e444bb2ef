// Sends the deliveries of the outbox on one thread: it looks for rows that are due, leases them,
// makes the calls and stores the outcomes. The thread waits for the network only; the database
// calls it back.
//
//   most deliveries:            commit -> look (read) -> lease (write) -> call -> outcome (write)
//   one that an answer awaits:  lease and commit at once               -> call -> outcome (write)
//
// So an awaited call costs its answer three thread hand-overs: I/O thread to database thread, from
// there to this thread after the commit, and from here back to the I/O thread.
#pragma once

#include "db/Database.hpp"
#include "delivery/Attempts.hpp"
#include "delivery/DeliveryFigures.hpp"
#include "delivery/Sender.hpp"
#include "delivery/Upkeep.hpp"
#include "delivery/Watch.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace antrean::delivery {

class Dispatcher {
public:
    // Calls at once. Those that an answer awaits come on top, Breakers::kCallsPerTarget for each
    // target at most.
    static constexpr std::size_t kCallsMax = 32;
    // Rows of other processes, and rows that were due later, are found within this time.
    static constexpr std::chrono::milliseconds kLookEvery{1'000};
    // How long an answer waits for its delivery.
    static constexpr std::chrono::milliseconds kWatchMax{1'500};
    // How long a stop waits for calls under way; stopBy() may shorten it.
    static constexpr std::chrono::milliseconds kFinishMax{8'000};

    // The referenced objects outlive it.
    Dispatcher(
        db::Database& database, Outbox& outbox, Clock const& clock, std::unique_ptr<Sender> sender
    );
    ~Dispatcher();
    Dispatcher(Dispatcher const&) = delete;
    Dispatcher& operator=(Dispatcher const&) = delete;

    // Before start(). The carrier is kept.
    void carry(std::shared_ptr<Carrier> carrier) { carriers_.push_back(std::move(carrier)); }
    // Before the first Outbox::add with a watch. Throws std::runtime_error when the database does
    // not answer.
    void start();
    // Waits for calls under way and stores their outcomes, so that nothing is sent twice. Of a call
    // that takes longer nobody knows whether it arrived. Call it before Database::stop.
    void stop();
    // The program ends at that time. Thread-safe, does not wait.
    void stopBy(std::chrono::steady_clock::time_point time);
    DeliveryFigures const& figures() const { return figures_; }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Waiting {
        std::shared_ptr<Watch> watch;
        Time until;
    };
    struct Outcome {
        Delivery delivery;
        std::int64_t began_at_ms = 0;
        Verdict verdict;
        std::optional<Delivery> next = {};  // the next of its key, if that may go out now
    };
    struct Look;
    struct Taking;

    // On a database thread.
    void onDue(db::Transaction& transaction, std::int64_t id, std::shared_ptr<Watch> const& watch);
    void post(std::function<void()> step);
    void runPosted();
    void loop();
    void finishCalls();
    std::chrono::milliseconds patience() const;
    void endWatch(std::int64_t id, Watch::Ending::Kind kind, std::string const& reason);
    void endLateWatches();
    void lookIfWanted();
    void onLooked(std::optional<Error> const& error, Look const& look);
    void take(Delivery const& delivery, bool was_looked_for);
    void onTaken(std::optional<Error> const& error, Taking& taking);
    void onTakenNew(std::int64_t id, std::shared_ptr<Watch> const& watch, Taking& taking);
    void call(Attempt attempt);
    void onReply(Attempt const& attempt, Reply const& reply);
    void store(Outcome outcome);
    void onStored(std::optional<Error> const& error, Outcome outcome);
    void storeAgain();

    db::Database& database_;
    Outbox& outbox_;
    Clock const& clock_;
    std::unique_ptr<Sender> const sender_;
    Carriers carriers_;
    Breakers breakers_;
    std::optional<Attempts> attempts_;
    DeliveryFigures figures_;
    Upkeep upkeep_;
    std::atomic<Time> stop_by_{Time::max()};

    std::mutex mutex_;
    std::vector<std::function<void()>> posted_;  // under the mutex
    bool must_stop_ = false;                     // under the mutex

    // Only the dispatcher's thread uses the following.
    std::map<std::int64_t, Waiting> watches_;
    std::vector<Outcome> unstored_;  // those that the database did not take
    std::size_t calls_ = 0;
    std::size_t takings_ = 0;
    std::size_t looked_takings_ = 0;  // those of the last look; the next look waits for them
    std::size_t storings_ = 0;
    bool is_looking_ = false;
    bool must_look_ = true;
    bool has_more_ = false;  // the last look found as many rows as it asked for
    Time next_look_;

    std::thread thread_;
};

}  // namespace antrean::delivery
