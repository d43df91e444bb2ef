// Notices of changes, of this process and of the others on the same database, so that caches are
// emptied everywhere (Transaction::notice, Database::onNotice).
#pragma once

#include "db/Database.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {

// Thread-safe. Listeners are added before the first job, and called from database threads, possibly
// from several at a time.
class Changes {
public:
    void onNotice(Database::NoticeListener listener);
    void onOwnNotice(Database::NoticeListener listener);
    // How many notices were published; 0 while those of other processes cannot be received, so that
    // what a transaction loads now is never taken for fresh.
    std::uint64_t count() const { return is_deaf_ ? 0 : count_.load(); }

    void publish(std::string_view topic);
    // Publishes a notice of a transaction that this process committed; its own listeners
    // (onOwnNotice) are called last. `version` is SQLite's count of the topic's notices, this one
    // included.
    void publishOwn(std::string_view topic, std::int64_t version);
    // Publishes a version that some process committed, unless it is known.
    void publishIfNew(std::string_view topic, std::int64_t version);
    // For the versions from before the first job, when nothing was cached yet.
    void assumeKnown(std::string_view topic, std::int64_t version);
    // When notices may have been missed.
    void publishEverything() { publish({}); }
    // Between these two, notices of other processes are missed.
    void beginMissing() {
        is_deaf_ = true;
        publishEverything();
    }
    void endMissing() {
        is_deaf_ = false;
        publishEverything();
    }

private:
    using Listeners = std::vector<Database::NoticeListener>;

    void call(Listeners const& registered, std::string_view topic, std::uint64_t count);
    // Returns whether `version` is newer than the known one, and makes it the known one.
    bool learn(std::string_view topic, std::int64_t version);

    std::mutex mutex_;
    Listeners listeners_;
    Listeners own_listeners_;
    std::atomic<std::uint64_t> count_{0};
    std::atomic<bool> is_deaf_{false};
    std::map<std::string, std::int64_t, std::less<>> versions_;
};

}  // namespace antrean::db
