#pragma once

#include "db/Transaction.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::db {

// A value loaded from the database and kept until a notice says that it may have changed.
// Thread-safe. Whoever finds it stale loads it anew inside its own transaction.
template <class T>
class Cached {
public:
    explicit Cached(std::vector<std::string_view> topics) : topics_(std::move(topics)) {}

    // For Database::onNotice.
    void heard(std::string_view topic, std::uint64_t count) {
        if (!topic.empty() && std::find(topics_.begin(), topics_.end(), topic) == topics_.end())
            return;
        auto seen = changed_at_.load();
        while (seen < count && !changed_at_.compare_exchange_weak(seen, count)) {
        }
    }

    // Null when it has to be loaded.
    std::shared_ptr<T const> fresh() const {
        auto const kept = kept_.load();
        if (!kept || kept->loaded_at < changed_at_.load())
            return nullptr;
        return {kept, &kept->value};
    }

    template <class Load>
    std::shared_ptr<T const> get(Transaction& transaction, Load const& load) {
        if (auto value = fresh())
            return value;
        // A transaction that began before a change may load what is already old: the number of
        // notices it had seen then keeps that from being taken for fresh.
        auto const kept =
            std::make_shared<Kept const>(Kept{load(transaction), transaction.noticesSeen()});
        kept_.store(kept);
        return {kept, &kept->value};
    }

private:
    struct Kept {
        T value;
        std::uint64_t loaded_at;
    };
    std::vector<std::string_view> topics_;
    std::atomic<std::uint64_t> changed_at_{0};
    std::atomic<std::shared_ptr<Kept const>> kept_;
};

}  // namespace antrean::db
