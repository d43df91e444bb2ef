#include "delivery/Dispatcher.hpp"

#include "base/Log.hpp"
#include "base/Random.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace antrean::delivery {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

// How often a stop tries to store an outcome that the database did not take.
constexpr milliseconds kStoreEvery{250};

double randomFraction() {
    std::uint32_t bits = 0;
    std::memcpy(&bits, randomBytes(sizeof bits).data(), sizeof bits);
    return static_cast<double>(bits) / 4294967296.0;
}

char const* name(Verdict::Kind kind) {
    switch (kind) {
        case Verdict::Kind::delivered:
            return "delivered";
        case Verdict::Kind::retry:
            return "retry";
        case Verdict::Kind::refused:
            return "refused";
        case Verdict::Kind::unanswered:
            return "unanswered";
        case Verdict::Kind::cleared:
            return "cleared";
    }
    return "";
}

}  // namespace

struct Dispatcher::Look {
    std::int64_t count_max = 0;
    std::vector<std::int64_t> watched;
    std::vector<Delivery> due;
    std::vector<std::pair<std::int64_t, std::string>> hindrances;  // of watched ones
};

struct Dispatcher::Taking {
    Delivery delivery;
    Taken taken;
    bool was_looked_for = false;
};

Dispatcher::Dispatcher(
    db::Database& database, Outbox& outbox, Clock const& clock, std::unique_ptr<Sender> sender
)
    : database_(database),
      outbox_(outbox),
      clock_(clock),
      sender_(std::move(sender)),
      upkeep_(database, outbox, clock, carriers_, figures_, [this](auto step) {
          post(std::move(step));
      }) {
    outbox_.onDue([this](auto& transaction, std::int64_t id, std::shared_ptr<Watch> const& watch) {
        onDue(transaction, id, watch);
    });
}

Dispatcher::~Dispatcher() {
    stop();
}

void Dispatcher::start() {
    attempts_.emplace(carriers_, breakers_, outbox_.settings().owner, randomFraction);
    if (database_.engine() == db::Engine::sqlite) {
        auto const released = database_.write<void>([this](db::Transaction& transaction) {
            releaseLeases(transaction, clock_.now());
            return Result<void>();
        });
        // A damaged database is served as far as it is intact. Leases end by themselves, too.
        if (!released)
            log::error(
                "deliveries of the last run wait for their leases: {}", released.error().cause
            );
    }
    next_look_ = Steady::now();
    upkeep_.start();
    thread_ = std::thread([this] { loop(); });
}

void Dispatcher::stop() {
    if (!thread_.joinable())
        return;
    {
        std::scoped_lock const lock(mutex_);
        must_stop_ = true;
    }
    sender_->wake();
    thread_.join();
    // So that other processes need not wait until the leases end.
    auto const released = database_.write<void>([this](db::Transaction& transaction) {
        releaseLeasesOf(transaction, clock_.now(), outbox_.settings().owner);
        return Result<void>();
    });
    if (!released)
        log::warning("leases of deliveries end by themselves: {}", released.error().cause);
}

void Dispatcher::stopBy(std::chrono::steady_clock::time_point time) {
    stop_by_ = time;
}

void Dispatcher::onDue(
    db::Transaction& transaction, std::int64_t id, std::shared_ptr<Watch> const& watch
) {
    if (!watch)
        return transaction.afterCommit([this] { post([this] { must_look_ = true; }); });
    auto const taking = std::make_shared<Taking>();
    taking->taken = attempts_->takeNew(transaction, id, {clock_.now(), Steady::now()});
    transaction.afterCommit([this, id, watch, taking] {
        post([this, id, watch, taking] { onTakenNew(id, watch, *taking); });
    });
}

void Dispatcher::post(std::function<void()> step) {
    {
        std::scoped_lock const lock(mutex_);
        posted_.push_back(std::move(step));
    }
    sender_->wake();
}

void Dispatcher::runPosted() {
    std::vector<std::function<void()>> steps;
    {
        std::scoped_lock const lock(mutex_);
        steps.swap(posted_);
    }
    for (auto const& step : steps)
        step();
}

void Dispatcher::loop() {
    for (;;) {
        {
            std::scoped_lock const lock(mutex_);
            if (must_stop_)
                break;
        }
        runPosted();
        endLateWatches();
        lookIfWanted();
        upkeep_.run();
        sender_->run(patience());
    }
    finishCalls();
}

void Dispatcher::finishCalls() {
    auto const until = std::min(Steady::now() + kFinishMax, stop_by_.load());
    auto next_store = Steady::now();
    // The database calls back into this object, so all of its work has to end first.
    while (is_looking_ || takings_ > 0 || storings_ > 0 || !upkeep_.isIdle() ||
           ((calls_ > 0 || !unstored_.empty()) && Steady::now() < until)) {
        sender_->run(milliseconds(10));
        runPosted();
        endLateWatches();
        if (Steady::now() < next_store)
            continue;
        next_store = Steady::now() + kStoreEvery;
        storeAgain();
    }
    for (auto const& [id, waiting] : std::exchange(watches_, {}))
        waiting.watch->end({Watch::Ending::Kind::unknown, {}});
}

milliseconds Dispatcher::patience() const {
    auto until = std::min(next_look_, upkeep_.next());
    for (auto const& [id, waiting] : watches_)
        until = std::min(until, waiting.until);
    auto const left = std::chrono::ceil<milliseconds>(until - Steady::now());
    return std::clamp(left, milliseconds(0), kLookEvery);
}

void Dispatcher::endWatch(std::int64_t id, Watch::Ending::Kind kind, std::string const& reason) {
    auto const found = watches_.find(id);
    if (found == watches_.end())
        return;
    found->second.watch->end({kind, reason});
    watches_.erase(found);
}

void Dispatcher::endLateWatches() {
    auto const now = Steady::now();
    std::erase_if(watches_, [now](auto const& entry) {
        bool const is_late = entry.second.until <= now;
        if (is_late)
            entry.second.watch->end({Watch::Ending::Kind::unknown, {}});
        return is_late;
    });
}

void Dispatcher::lookIfWanted() {
    if (Steady::now() >= next_look_) {
        next_look_ = Steady::now() + kLookEvery;
        must_look_ = true;
        storeAgain();
    }
    if (!must_look_ || is_looking_ || looked_takings_ > 0 || calls_ + takings_ >= kCallsMax)
        return;
    must_look_ = false;
    is_looking_ = true;
    auto const look = std::make_shared<Look>();
    look->count_max = static_cast<std::int64_t>(kCallsMax - calls_ - takings_);
    for (auto const& [id, waiting] : watches_)
        look->watched.push_back(id);
    database_.run(
        db::Mode::read,
        {[this, look](db::Transaction& transaction) {
             auto const now = clock_.now();
             look->hindrances.clear();
             look->due = listDue(transaction, now, outbox_.settings().owner, look->count_max);
             for (auto const id : look->watched)
                 if (auto reason = findHindrance(transaction, id, now))
                     look->hindrances.emplace_back(id, std::move(*reason));
             return true;
         },
         [this, look](std::optional<Error> const& error) {
             post([this, look, error] { onLooked(error, *look); });
         }}
    );
}

void Dispatcher::onLooked(std::optional<Error> const& error, Look const& look) {
    is_looking_ = false;
    if (error)
        return;
    for (auto const& [id, reason] : look.hindrances)
        endWatch(id, Watch::Ending::Kind::failed, reason);
    has_more_ = static_cast<std::int64_t>(look.due.size()) == look.count_max;
    must_look_ = must_look_ || has_more_;
    for (auto const& delivery : look.due)
        if (!upkeep_.isUnderWay(delivery.id))
            take(delivery, true);
}

void Dispatcher::take(Delivery const& delivery, bool was_looked_for) {
    ++takings_;
    looked_takings_ += was_looked_for ? 1 : 0;
    auto const taking = std::make_shared<Taking>();
    taking->delivery = delivery;
    taking->was_looked_for = was_looked_for;
    database_.run(
        db::Mode::write,
        {[this, taking](db::Transaction& transaction) {
             taking->taken = {};
             taking->taken =
                 attempts_->take(transaction, taking->delivery, {clock_.now(), Steady::now()});
             return true;
         },
         [this, taking](std::optional<Error> const& error) {
             post([this, taking, error] { onTaken(error, *taking); });
         }}
    );
}

void Dispatcher::onTaken(std::optional<Error> const& error, Taking& taking) {
    --takings_;
    looked_takings_ -= taking.was_looked_for ? 1 : 0;
    auto const id = taking.delivery.id;
    if (error) {
        log::error("delivery {} cannot be sent: {}", id, error->cause);
        taking.taken = {};
        must_look_ = false;  // wait for the clock: a look at once may find the same row
        return;
    }
    if (!taking.taken.reason.empty())
        endWatch(id, Watch::Ending::Kind::failed, taking.taken.reason);
    if (!taking.taken.attempt)
        return;
    call(std::move(*taking.taken.attempt));
}

void Dispatcher::onTakenNew(
    std::int64_t id, std::shared_ptr<Watch> const& watched, Taking& taking
) {
    if (!taking.taken.reason.empty())
        return watched->end({Watch::Ending::Kind::failed, taking.taken.reason});
    watches_.emplace(id, Waiting{watched, Steady::now() + kWatchMax});
    if (taking.taken.attempt)
        call(std::move(*taking.taken.attempt));
    else
        must_look_ = true;  // finds why it waits
}

void Dispatcher::call(Attempt attempt) {
    ++calls_;
    upkeep_.began(attempt.delivery.id, Steady::now());
    auto const kept = std::make_shared<Attempt>(std::move(attempt));
    sender_->send(kept->call, [this, kept](Reply const& reply) { onReply(*kept, reply); });
}

void Dispatcher::onReply(Attempt const& attempt, Reply const& reply) {
    --calls_;
    auto const& delivery = attempt.delivery;
    auto verdict = attempts_->carrier(delivery.kind)->judge(delivery, attempt.call, reply);
    bool const is_delivered = verdict.kind == Verdict::Kind::delivered;
    if (is_delivered || verdict.kind == Verdict::Kind::cleared)
        attempt.pass->succeeded();
    else if (verdict.is_targets_fault && verdict.kind != Verdict::Kind::refused)
        attempt.pass->failed(verdict.reason, Steady::now());
    figures_.attempted(delivery.kind, name(verdict.kind));
    endWatch(
        delivery.id,
        is_delivered ? Watch::Ending::Kind::delivered : Watch::Ending::Kind::failed,
        verdict.reason
    );
    store({delivery, attempt.began_at_ms, std::move(verdict)});
}

void Dispatcher::store(Outcome outcome) {
    ++storings_;
    auto const stored = std::make_shared<Outcome>(std::move(outcome));
    database_.run(
        db::Mode::write,
        {[this, stored](db::Transaction& transaction) {
             auto const now = clock_.now();
             attempts_->settle(
                 transaction, stored->delivery, stored->began_at_ms, stored->verdict, now
             );
             stored->next =
                 findNextOfKey(transaction, stored->delivery, now, outbox_.settings().owner);
             return true;
         },
         [this, stored](std::optional<Error> const& error) {
             post([this, stored, error] { onStored(error, std::move(*stored)); });
         }}
    );
}

void Dispatcher::onStored(std::optional<Error> const& error, Outcome outcome) {
    --storings_;
    if (!error) {
        upkeep_.ended(outcome.delivery.id);
        // One call has ended, so there is room for one. This finds it in constant time, while a
        // look takes longer the more rows wait.
        if (outcome.next)
            take(*outcome.next, false);
        must_look_ = must_look_ || has_more_;
        return;
    }
    log::warning(
        "the outcome of delivery {} is not stored yet: {}", outcome.delivery.id, error->cause
    );
    unstored_.push_back(std::move(outcome));
}

void Dispatcher::storeAgain() {
    for (auto& outcome : std::exchange(unstored_, {}))
        store(std::move(outcome));
}

}  // namespace antrean::delivery
