#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "ledger/Ledger.hpp"
#include "queue/QueueStore.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::queue {

// The numbers being served, per poly and day. Every screen of a waiting room asks for them again
// and again. On the embedded database they are cached until a change of that poly and day is
// committed. On PostgreSQL other processes call patients too, so each request reads the database.
// So does a request for one doctor, which no board of a waiting room sends. Thread-safe.
class ServedNumbers {
public:
    // The longest delay of a change by another process on the same SQLite file (as with notices,
    // db/SqliteUpkeep.cpp).
    static constexpr std::chrono::milliseconds kKeptFor{250};

    // For Ledger::listen.
    void onEvent(ledger::Event const& event);
    // `transaction` must not have read anything yet, or be one of single statements (Work::glance),
    // because its data must be as new as the last event received.
    CurrentNumbers get(
        db::Transaction& transaction,
        Day const& day,
        clinic::Directory const& directory,
        Instant now
    );

private:
    struct Kept {
        CurrentNumbers numbers;
        Instant since;
    };
    // Allows a look-up of (poly, date) without a copy of the text.
    using Key = std::pair<std::int64_t, std::string>;
    using KeyView = std::pair<std::int64_t, std::string_view>;
    struct Before {
        using is_transparent = void;
        bool operator()(KeyView const& left, KeyView const& right) const { return left < right; }
    };

    // Only a few days are requested at the same time; the limit is for attacks.
    static constexpr std::size_t kDaysMax = 1'000;

    std::mutex mutex_;
    std::map<Key, Kept, Before> kept_;
    std::uint64_t events_heard_ = 0;
};

}  // namespace antrean::queue
