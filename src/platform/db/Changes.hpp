// Notices of changes, from this process and from the others on the same database, so that caches
// are emptied everywhere (Transaction::notice, Database::onNotice).
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

// Thread-safe. Listeners are added while the program is put together and called from database
// threads, several at a time perhaps.
class Changes {
public:
    void onNotice(Database::NoticeListener listener);
    void onOwnNotice(Database::NoticeListener listener);
    // How many notices were told.
    std::uint64_t count() const { return count_; }

    void tell(std::string_view topic);
    // As tell, of a transaction that this process committed; those who listen to such alone are
    // told last. SQLite counts a topic's notices: `version` is the count up to this one.
    void tellOwn(std::string_view topic, std::int64_t version);
    // Of a version that some process committed: tells when it is news.
    void tellIfNew(std::string_view topic, std::int64_t version);
    // The versions that were there before anybody could cache anything.
    void assumeKnown(std::string_view topic, std::int64_t version);
    // Notices may have been missed.
    void tellEverything() { tell({}); }

private:
    using Listeners = std::vector<Database::NoticeListener>;

    void tellTo(Listeners const& registered, std::string_view topic, std::uint64_t count);
    // Whether `version` is newer than what was known; it is known from now on.
    bool learn(std::string_view topic, std::int64_t version);

    std::mutex mutex_;
    Listeners listeners_;
    Listeners own_listeners_;
    std::atomic<std::uint64_t> count_{0};
    std::map<std::string, std::int64_t, std::less<>> versions_;
};

}  // namespace antrean::db
