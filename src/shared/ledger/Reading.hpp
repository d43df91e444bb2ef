#pragma once

#include <cstdint>

namespace antrean::ledger {

// How far a part has read the ledger that keeps a state of the clinic day: which entries come next,
// and which of them are news. It begins with the latest entries before the start, which rebuild the
// state. Knows no database.
class Reading {
public:
    // So many entries before the start are read.
    static constexpr std::int64_t kHistory = 20'000;
    // So many are read at once.
    static constexpr std::int64_t kAtOnce = 5'000;

    // Chooses what to read next: the entries with numbers in (after(), end()], of which `settled`
    // is the last that is final. True: the state has to be built anew, because this is the start,
    // or because an older database with a shorter ledger took the place of the last one.
    bool aim(std::int64_t settled);
    std::int64_t after() const { return after_; }
    std::int64_t end() const { return end_; }
    // The entries were read.
    void finish() { after_ = end_; }
    // No further entry is settled.
    bool isComplete() const { return after_ == settled_; }
    // The entry was written after the start.
    bool isNews(std::int64_t seq) const { return seq > last_before_start_; }

private:
    bool has_begun_ = false;
    std::int64_t settled_ = 0;
    std::int64_t after_ = 0;
    std::int64_t end_ = 0;
    std::int64_t last_before_start_ = 0;
};

}  // namespace antrean::ledger
