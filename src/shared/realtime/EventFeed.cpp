#include "realtime/EventFeed.hpp"

#include "db/Database.hpp"
#include "realtime/EventJson.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace antrean::realtime {
namespace {

constexpr std::int64_t kEntriesOfBatchMax = 500;
// Other processes on the database are noticed by looking.
constexpr std::chrono::milliseconds kLookEvery{250};
constexpr std::chrono::milliseconds kLookAtGapEvery{20};
constexpr std::chrono::milliseconds kRetryAfter{1'000};
constexpr std::chrono::seconds kStartTimeout{5};

SharedBatch batchOf(std::int64_t after, std::int64_t last, std::vector<ledger::Entry> entries) {
    auto batch = std::make_shared<EventBatch>();
    batch->after = after;
    bool const is_all = static_cast<std::int64_t>(entries.size()) < kEntriesOfBatchMax;
    batch->last = is_all ? last : entries.back().seq;
    std::string text;
    for (auto const& entry : entries)
        text += "id: " + std::to_string(entry.seq) +
                "\ndata: " + boost::json::serialize(eventObject(entry)) + "\n\n";
    batch->stream_text = std::make_shared<std::string const>(std::move(text));
    batch->entries = std::move(entries);
    return batch;
}

}  // namespace

void EventFeed::start(db::Database& database, std::vector<std::shared_ptr<http::Mailbox>> threads) {
    database_ = &database;
    threads_ = std::move(threads);
    followers_.resize(threads_.size());
    // Whoever follows from now on must not be told what was long before.
    auto const until = std::chrono::steady_clock::now() + kStartTimeout;
    while ((!advance() || settling_.hasGap()) && std::chrono::steady_clock::now() < until) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, kLookAtGapEvery, [] { return false; });
    }
    thread_ = std::jthread([this](std::stop_token stop) { loop(std::move(stop)); });
}

void EventFeed::stop() {
    thread_ = {};  // asks it to stop, and waits until it has
}

void EventFeed::look() {
    {
        std::scoped_lock const lock(mutex_);
        is_due_ = true;
    }
    changed_.notify_all();
}

void EventFeed::loop(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        auto const pause = settling_.hasGap() ? kLookAtGapEvery : kLookEvery;
        changed_.wait_for(lock, stop, pause, [this] { return is_due_; });
        if (stop.stop_requested())
            return;
        is_due_ = false;
        lock.unlock();
        bool const has_looked = advance();
        lock.lock();
        if (!has_looked)
            changed_.wait_for(lock, stop, kRetryAfter, [] { return false; });
    }
}

bool EventFeed::advance() {
    auto const batch = database_->read<SharedBatch>([this](db::Transaction& transaction) {
        auto const last = settling_.advance(transaction);
        auto const after = settled_.load();
        // Whoever begins to follow now reads up to where we are by himself.
        if (after == last || follower_count_ == 0)
            return Result<SharedBatch>(SharedBatch());
        return Result<SharedBatch>(
            batchOf(after, last, ledger::listEntries(transaction, after, last, kEntriesOfBatchMax))
        );
    });
    if (!batch)
        return false;
    auto const before = settled_.exchange(settling_.settled());
    if (*batch)
        tell(*batch);
    else if (before != settled_ && follower_count_ > 0)
        tell(batchOf(settled_, settled_, {}));  // to one who came meanwhile: there is more to read
    return true;
}

void EventFeed::tell(SharedBatch const& batch) {
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([followers = &followers_[thread], batch] {
            for (auto* const follower : *followers)
                follower->onNews(*batch);
        });
}

void EventFeed::add(std::size_t thread, EventFollower& follower) {
    followers_[thread].insert(&follower);
    ++follower_count_;
}

void EventFeed::remove(std::size_t thread, EventFollower& follower) {
    followers_[thread].erase(&follower);
    --follower_count_;
}

void EventFeed::read(
    std::int64_t after, std::size_t thread, std::function<void(SharedBatch)> then
) {
    auto const batch = std::make_shared<SharedBatch>();
    auto const last = settled_.load();
    db::Job job;
    job.run = [batch, after, last](db::Transaction& transaction) {
        *batch =
            batchOf(after, last, ledger::listEntries(transaction, after, last, kEntriesOfBatchMax));
        return true;
    };
    job.done = [batch, mailbox = threads_[thread], then = std::move(then)](
                   std::optional<Error> const& error
               ) { mailbox->post([batch = error ? nullptr : *batch, then] { then(batch); }); };
    database_->submit(db::Mode::read, std::move(job));
}

}  // namespace antrean::realtime
