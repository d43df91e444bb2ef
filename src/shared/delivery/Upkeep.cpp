#include "delivery/Upkeep.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "delivery/DeliveryStore.hpp"
#include "delivery/Outbox.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace antrean::delivery {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds kFiguresEvery{15};
constexpr std::chrono::hours kRemoveEvery{1};
constexpr std::chrono::minutes kFirstRemovalAfter{1};
constexpr std::chrono::seconds kRemoveMoreAfter{1};
constexpr std::int64_t kRemovedAtOnce = 500;

}  // namespace

Upkeep::Upkeep(
    db::Database& database,
    Outbox const& outbox,
    Clock const& clock,
    Carriers const& carriers,
    DeliveryFigures& figures,
    Post post
)
    : database_(database),
      outbox_(outbox),
      clock_(clock),
      carriers_(carriers),
      figures_(figures),
      post_(std::move(post)) {}

void Upkeep::start() {
    auto const now = Steady::now();
    next_figures_ = now;
    next_removal_ = now + kFirstRemovalAfter;
    offset_ = clock_.now().time_since_epoch() - now.time_since_epoch();
}

void Upkeep::run() {
    auto const now = Steady::now();
    renewLeases(now);
    watchClock(now);
    if (now >= next_figures_) {
        next_figures_ = now + kFiguresEvery;
        countRows();
    }
    if (now >= next_removal_) {
        next_removal_ = now + kRemoveEvery;
        removeOld();
    }
}

Upkeep::Time Upkeep::next() const {
    auto next = std::min(next_figures_, next_removal_);
    for (auto const& [id, renew_at] : renew_at_)
        next = std::min(next, renew_at);
    return next;
}

void Upkeep::write(Work work, std::function<void(bool is_done)> then) {
    ++jobs_;
    database_.run(
        db::Mode::write,
        {[work = std::move(work)](db::Transaction& transaction) {
             work(transaction);
             return true;
         },
         [this, then = std::move(then)](std::optional<Error> const& error) {
             post_([this, then, is_done = !error] {
                 --jobs_;
                 then(is_done);
             });
         }}
    );
}

void Upkeep::renewLeases(Time now) {
    std::vector<std::int64_t> due;
    for (auto& [id, renew_at] : renew_at_) {
        if (renew_at > now)
            continue;
        renew_at = now + kRenewEvery;
        due.push_back(id);
    }
    if (due.empty())
        return;
    auto const renew = [this, due = std::move(due)](db::Transaction& transaction) {
        for (auto const id : due)
            renewLease(transaction, id, clock_.now(), outbox_.settings().owner);
    };
    write(renew, [](bool) {});
}

void Upkeep::watchClock(Time now) {
    auto const offset = clock_.now().time_since_epoch() - now.time_since_epoch();
    if (offset + kSetBackMin < offset_)
        must_correct_ = true;
    offset_ = offset;
    if (must_correct_ && !is_correcting_)
        correctPlans();
}

void Upkeep::correctPlans() {
    must_correct_ = false;
    is_correcting_ = true;
    auto const correct = [this](db::Transaction& transaction) {
        forgetPlans(transaction, clock_.now());
    };
    write(correct, [this](bool is_done) {
        is_correcting_ = false;
        must_correct_ = must_correct_ || !is_done;
    });
}

void Upkeep::countRows() {
    ++jobs_;
    database_.run(
        db::Mode::read,
        {[this](db::Transaction& transaction) {
             figures_.count(transaction, clock_.now());
             return true;
         },
         [this](std::optional<Error> const&) { post_([this] { --jobs_; }); }}
    );
}

void Upkeep::removeOld() {
    auto const removed = std::make_shared<std::int64_t>(0);
    auto const remove = [this, removed](db::Transaction& transaction) {
        auto const now = clock_.now();
        *removed = removeSettled(transaction, now - outbox_.settings().keep, kRemovedAtOnce);
        for (auto const& carrier : carriers_)
            if (auto const kept_for = carrier->keptFor())
                *removed = std::max(
                    *removed,
                    removeSettled(transaction, now - *kept_for, kRemovedAtOnce, carrier->kind())
                );
    };
    write(remove, [this, removed](bool is_done) {
        if (is_done && *removed == kRemovedAtOnce)
            next_removal_ = Steady::now() + kRemoveMoreAfter;
    });
}

}  // namespace antrean::delivery
