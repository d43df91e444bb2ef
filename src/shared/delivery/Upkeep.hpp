// What the dispatcher does beside its calls: keeps their leases, counts and removes rows, and
// corrects plans that were made while the clock was ahead. Lives on the dispatcher's thread; the
// database calls it back there.
#pragma once

#include "base/Clock.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/DeliveryFigures.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::delivery {

class Outbox;

class Upkeep {
public:
    using Time = std::chrono::steady_clock::time_point;
    // Runs a step on the dispatcher's thread.
    using Post = std::function<void(std::function<void()>)>;

    // A lease is renewed this long after it was taken, and then again.
    static constexpr std::chrono::seconds kRenewEvery{5};
    // A clock that jumps back by more than this was ahead before.
    static constexpr std::chrono::seconds kSetBackMin{5};

    // The referenced objects outlive it.
    Upkeep(
        db::Database& database,
        Outbox const& outbox,
        Clock const& clock,
        Carriers const& carriers,
        DeliveryFigures& figures,
        Post post
    );

    void start();
    // Starts what is due.
    void run();
    // When something is due next.
    Time next() const;
    // Whether no transaction is under way.
    bool isIdle() const { return jobs_ == 0; }

    // A delivery is under way from its lease until its outcome is stored. Meanwhile nothing else
    // may send it, even if its lease ends because the database does not answer.
    void began(std::int64_t id, Time now) { renew_at_[id] = now + kRenewEvery; }
    void ended(std::int64_t id) { renew_at_.erase(id); }
    bool isUnderWay(std::int64_t id) const { return renew_at_.contains(id); }

private:
    using Work = std::function<void(db::Transaction&)>;

    void write(Work work, std::function<void(bool is_done)> then);
    void renewLeases(Time now);
    void watchClock(Time now);
    void correctPlans();
    void countRows();
    void removeOld();

    db::Database& database_;
    Outbox const& outbox_;
    Clock const& clock_;
    Carriers const& carriers_;
    DeliveryFigures& figures_;
    Post const post_;

    std::size_t jobs_ = 0;
    std::map<std::int64_t, Time> renew_at_;  // by delivery
    Time next_figures_;
    Time next_removal_;
    // The clock's time less the steady clock's.
    std::chrono::nanoseconds offset_{0};
    bool must_correct_ = true;
    bool is_correcting_ = false;
};

}  // namespace antrean::delivery
