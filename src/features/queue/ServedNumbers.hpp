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

// The numbers being served, per poly and day. Every screen of a waiting room asks for them over
// and over, so on the embedded database they are kept in memory until a change of that poly and
// day is committed. On PostgreSQL other processes call patients too: there each asks the database.
// Thread-safe.
class ServedNumbers {
public:
    // Another process on the same SQLite file is heard of no later than this (as with notices,
    // db/SqliteUpkeep.cpp).
    static constexpr std::chrono::milliseconds kKeptFor{250};

    // For Ledger::listen.
    void heard(ledger::Event const& event);
    // `transaction` must not have read anything yet, or be one of single statements (Work::glance):
    // what it finds has to be as new as the last event heard.
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
    // A map compares (poly, date) without making a text of them.
    using Key = std::pair<std::int64_t, std::string>;
    using KeyView = std::pair<std::int64_t, std::string_view>;
    struct Before {
        using is_transparent = void;
        bool operator()(KeyView const& left, KeyView const& right) const { return left < right; }
    };

    // Days that somebody asks for at the same time are few; an attack with many is cut off.
    static constexpr std::size_t kDaysMax = 1'000;

    std::mutex mutex_;
    std::map<Key, Kept, Before> kept_;
    std::uint64_t events_heard_ = 0;
};

}  // namespace antrean::queue
