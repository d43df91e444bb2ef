#include "ticket/VisitFeed.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"

#include <chrono>
#include <utility>

namespace antrean::ticket {
namespace {

constexpr Watcher::Timing kTiming{
    .every = std::chrono::milliseconds(500),  // midnight and a new profile do not poke
    .pause = std::chrono::milliseconds(100),  // commits within it are read together
    .retry_after = std::chrono::milliseconds(1'000),
};

}  // namespace

VisitRow const* Outlook::find(std::int64_t id) const {
    if (auto const* row = day->find(id))
        return row;
    auto const found = others.find(id);
    return found == others.end() ? nullptr : &found->second;
}

VisitFeed::VisitFeed(QueueDays& days, clinic::Profiles& profiles, http::ClinicClock const& clock)
    : days_(days),
      profiles_(profiles),
      clock_(clock),
      watcher_(kTiming, [this](bool) { return look(); }) {}

void VisitFeed::start(db::Database& database, std::vector<std::shared_ptr<http::Mailbox>> threads) {
    database_ = &database;
    threads_ = std::move(threads);
    followers_.resize(threads_.size());
    watcher_.start();
}

void VisitFeed::stop() {
    watcher_.stop();
}

void VisitFeed::onBatch(ledger::SharedBatch const& batch) {
    if (!batch->entries.empty())
        watcher_.poke();
}

void VisitFeed::add(std::size_t thread, std::int64_t visit_id, VisitFollower& follower) {
    followers_[thread].insert(&follower);
    {
        std::scoped_lock const lock(mutex_);
        ++followed_[visit_id];
    }
    has_new_follower_ = true;
    watcher_.poke();
}

void VisitFeed::remove(std::size_t thread, std::int64_t visit_id, VisitFollower& follower) {
    followers_[thread].erase(&follower);
    std::scoped_lock const lock(mutex_);
    auto const found = followed_.find(visit_id);
    if (--found->second == 0)
        followed_.erase(found);
}

std::vector<std::int64_t> VisitFeed::followedIds() {
    std::scoped_lock const lock(mutex_);
    std::vector<std::int64_t> ids;
    ids.reserve(followed_.size());
    for (auto const& [id, count] : followed_)
        ids.push_back(id);
    return ids;
}

// Null when nothing has changed.
SharedOutlook VisitFeed::read(db::Transaction& transaction) {
    auto day = days_.get(transaction, clock_.moment().date);
    auto profile = profiles_.get(transaction);
    if (latest_ && latest_->day == day && latest_->profile == profile && !has_new_follower_)
        return nullptr;
    has_new_follower_ = false;
    auto outlook = std::make_shared<Outlook>();
    // Few patients look at the page before the day of their visit.
    for (auto const id : followedIds())
        if (day->find(id) == nullptr)
            if (auto row = findRow(transaction, id))
                outlook->others.emplace(id, *std::move(row));
    outlook->profile = std::move(profile);
    outlook->day = std::move(day);
    return outlook;
}

bool VisitFeed::look() {
    if (followedIds().empty())
        return true;
    auto const outlook = database_->read<SharedOutlook>([this](db::Transaction& transaction) {
        return Result<SharedOutlook>(read(transaction));
    });
    if (!outlook) {
        has_new_follower_ = true;
        return false;
    }
    if (!*outlook)
        return true;
    latest_ = *outlook;
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([followers = &followers_[thread], outlook = latest_] {
            for (auto* const follower : *followers)
                follower->onOutlook(outlook);
        });
    return true;
}

}  // namespace antrean::ticket
