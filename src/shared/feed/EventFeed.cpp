#include "feed/EventFeed.hpp"

#include "db/Database.hpp"
#include "http/ObjectOf.hpp"

#include <boost/json/serialize.hpp>

#include <optional>
#include <utility>

namespace antrean::feed {
namespace {

constexpr std::int64_t kEntriesOfBatchMax = ledger::Reading::kAtOnce;

SharedBatch batchOf(std::int64_t after, std::int64_t last, std::vector<ledger::Entry> entries) {
    auto batch = std::make_shared<EventBatch>();
    batch->after = after;
    bool const is_all = static_cast<std::int64_t>(entries.size()) < kEntriesOfBatchMax;
    batch->last = is_all ? last : entries.back().seq;
    std::string text;
    for (auto const& entry : entries)
        text += "id: " + std::to_string(entry.seq) +
                "\ndata: " + boost::json::serialize(http::objectOf<ledger::PublicEntry>(entry)) +
                "\n\n";
    batch->stream_text = std::make_shared<std::string const>(std::move(text));
    batch->entries = std::move(entries);
    return batch;
}

}  // namespace

void EventFeed::start(db::Database& database, std::vector<std::shared_ptr<http::Mailbox>> threads) {
    database_ = &database;
    threads_ = std::move(threads);
    followers_.resize(threads_.size());
}

void EventFeed::onBatch(ledger::SharedBatch const& batch) {
    // A follower does not get entries from before the start, unless it asks for them.
    if (batch->is_anew) {
        auto const last = batch->news_after;
        return post(batchOf(settled_.exchange(last), last, {}));
    }
    if (!batch->isNews())
        return;
    settled_ = batch->last;
    // A follower that is added now reads up to `settled_` itself.
    if (follower_count_ == 0)
        return;
    if (batch->is_whole)
        post(batchOf(batch->after, batch->last, batch->entries));
    else
        post(batchOf(batch->last, batch->last, {}));  // the first follower: have it read on
}

void EventFeed::post(SharedBatch const& batch) {
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([followers = &followers_[thread], batch] {
            for (auto* const follower : *followers)
                follower->onBatch(*batch);
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
    database_->run(db::Mode::read, std::move(job));
}

void EventFeed::findLast(
    std::size_t thread, std::function<void(std::optional<std::int64_t> last)> then
) {
    auto const last = std::make_shared<std::optional<std::int64_t>>();
    db::Job job;
    job.run = [last](db::Transaction& transaction) {
        *last = ledger::lastSeq(transaction);
        return true;
    };
    job.done = [last, mailbox = threads_[thread], then = std::move(then)](
                   std::optional<Error> const& error
               ) { mailbox->post([last = error ? std::nullopt : *last, then] { then(last); }); };
    database_->run(db::Mode::read, std::move(job));
}

}  // namespace antrean::feed
