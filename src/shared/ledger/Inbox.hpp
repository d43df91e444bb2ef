#pragma once

#include "ledger/Tail.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace antrean::ledger {

// Follows the ledger for a part that works on the entries with a thread of its own. Thread-safe.
class Inbox final : public Follower {
public:
    // `poke` is called when there are new entries. Must not block.
    explicit Inbox(std::function<void()> poke) : poke_(std::move(poke)) {}

    // In order, each batch once.
    std::vector<SharedBatch> take();

    void onBatch(SharedBatch const& batch) override;
    bool hasRoom() const override;

private:
    // All entries from before the start are there before the part begins to take them.
    static constexpr std::size_t kSizeMax = Reading::kHistory + Reading::kAtOnce;

    std::function<void()> const poke_;
    mutable std::mutex mutex_;
    std::vector<SharedBatch> batches_;  // under the mutex; so is the next one
    std::size_t size_ = 0;              // batches and their entries
};

}  // namespace antrean::ledger
