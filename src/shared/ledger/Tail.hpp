// Reads the ledger for the whole process: every new entry once, in the order of the numbers and
// without a gap, whichever process wrote it. All parts that follow the ledger share what it reads.
#pragma once

#include "base/Watcher.hpp"
#include "http/ClinicClock.hpp"
#include "ledger/Entries.hpp"
#include "ledger/Reading.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::ledger {

// The entries with numbers in (after, last], all final.
struct Batch {
    std::int64_t after = 0;
    std::int64_t last = 0;
    std::int64_t news_after = 0;  // as Reading::newsAfter
    bool is_anew = false;         // as Reading::aim: what earlier batches said no longer holds
    bool is_whole = true;         // false: without registrations for other days
    std::vector<Entry> entries;

    // Written after the start; otherwise the batch rebuilds a state.
    bool isNews() const { return after >= news_after; }
};
using SharedBatch = std::shared_ptr<Batch const>;

class Follower {
public:
    virtual ~Follower() = default;
    // Gets each batch once, in order, on the tail's thread. Must not block.
    virtual void onBatch(SharedBatch const& batch) = 0;
    // False while too many entries wait for the follower. All followers then wait for it, so that
    // none misses an entry and memory is bounded. Thread-safe; so is the next one.
    virtual bool hasRoom() const { return true; }
    // Registrations for other days are left out while no follower needs them.
    virtual bool needsOtherDays() const { return false; }
};

class Tail {
public:
    // Both outlive it.
    Tail(db::Database& database, http::ClinicClock const& clock);

    // Before start(). The follower outlives the tail's thread.
    void add(Follower& follower) { followers_.push_back(&follower); }
    // Returns when the followers have the entries from before the start, but after some seconds at
    // the latest.
    void start();
    // Before the database stops.
    void stop();
    // To be called after every commit of this process. Thread-safe, never blocks.
    void poke() { watcher_.poke(); }

private:
    struct Look {
        Settling settling;
        Reading reading;
        SharedBatch batch;  // null: nothing is new
    };

    // False: the database does not answer.
    bool look();
    Look read(db::Transaction& transaction) const;
    void use(Look const& look);
    bool haveRoom() const;
    bool needOtherDays() const;

    db::Database& database_;
    http::ClinicClock const& clock_;
    std::vector<Follower*> followers_;
    // Only the watcher's thread uses these two.
    Settling settling_;
    Reading reading_;
    Watcher watcher_;
};

}  // namespace antrean::ledger
