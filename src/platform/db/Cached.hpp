#pragma once

#include "db/Transaction.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::db {

// A value loaded from the database and kept until a notice says that it may have changed.
// Thread-safe. A stale value is loaded anew in the transaction that asks for it.
template <class T>
class Cached {
public:
    using Load = std::function<T(Transaction&)>;

    // A notice of one of these topics makes the value stale.
    Cached(std::vector<std::string_view> topics, Load load)
        : topics_(std::move(topics)), load_(std::move(load)) {}

    // For Database::onNotice.
    void onNotice(std::string_view topic, std::uint64_t count) {
        if (!topic.empty() && std::find(topics_.begin(), topics_.end(), topic) == topics_.end())
            return;
        auto seen = changed_at_.load();
        while (seen < count && !changed_at_.compare_exchange_weak(seen, count)) {
        }
    }

    // Null when it has to be loaded.
    std::shared_ptr<T const> fresh() const {
        auto const kept = this->kept();
        if (!kept || kept->loaded_at < changed_at_.load())
            return nullptr;
        return {kept, &kept->value};
    }

    std::shared_ptr<T const> get(Transaction& transaction) {
        if (auto value = fresh())
            return value;
        // A transaction that began before a change may load what is already old: the number of
        // notices it had seen then keeps that from being taken for fresh.
        auto const kept =
            std::make_shared<Kept const>(Kept{load_(transaction), transaction.noticesSeen()});
        keep(kept);
        return {kept, &kept->value};
    }

private:
    struct Kept {
        T value;
        std::uint64_t loaded_at;
    };

    std::shared_ptr<Kept const> kept() const {
        std::scoped_lock const lock(mutex_);
        return kept_;
    }
    // The previous value is destroyed after the lock has ended.
    void keep(std::shared_ptr<Kept const> kept) {
        std::scoped_lock const lock(mutex_);
        kept_.swap(kept);
    }

    std::vector<std::string_view> const topics_;
    Load const load_;
    std::atomic<std::uint64_t> changed_at_{0};
    // g++ 12: std::atomic<std::shared_ptr>::load unlocks with memory_order_relaxed. On ARM, a store
    // of another thread may then change the pointer while it is still being copied.
    mutable std::mutex mutex_;
    std::shared_ptr<Kept const> kept_;
};

}  // namespace antrean::db
