#pragma once

#include <cstdint>

namespace antrean::ledger {

// How far the ledger is read: which entries come next, and which of them are news. It begins with
// the latest entries before the start, from which followers rebuild their state. Knows no database.
class Reading {
public:
    // So many entries before the start are read.
    static constexpr std::int64_t kHistory = 20'000;
    // So many are read at once.
    static constexpr std::int64_t kAtOnce = 500;

    // Chooses what to read next: the entries with numbers in (after(), end()], of which `settled`
    // is the last that is final. True: every state has to be built anew, because this is the start,
    // or because an older database with a shorter ledger took the place of the last one.
    bool aim(std::int64_t settled);
    bool hasBegun() const { return has_begun_; }
    std::int64_t after() const { return after_; }
    std::int64_t end() const { return end_; }
    // Entries with higher numbers were written after the start. None of them is read together with
    // an earlier one.
    std::int64_t newsAfter() const { return news_after_; }
    // The entries were read.
    void finish() { after_ = end_; }
    // No further entry is settled.
    bool isComplete() const { return after_ == settled_; }

private:
    bool has_begun_ = false;
    std::int64_t settled_ = 0;
    std::int64_t after_ = 0;
    std::int64_t end_ = 0;
    std::int64_t news_after_ = 0;
};

}  // namespace antrean::ledger
