#include "ledger/Inbox.hpp"

#include <utility>

namespace antrean::ledger {

std::vector<SharedBatch> Inbox::take() {
    std::scoped_lock const lock(mutex_);
    size_ = 0;
    return std::exchange(batches_, {});
}

void Inbox::onBatch(SharedBatch const& batch) {
    {
        std::scoped_lock const lock(mutex_);
        batches_.push_back(batch);
        size_ += 1 + batch->entries.size();
    }
    if (batch->is_anew || !batch->entries.empty())
        poke_();
}

bool Inbox::hasRoom() const {
    std::scoped_lock const lock(mutex_);
    return size_ < kSizeMax;
}

}  // namespace antrean::ledger
