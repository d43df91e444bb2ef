#pragma once

#include "base/Clock.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace prometheus {
struct MetricFamily;
}

namespace antrean::db {
class Transaction;
}

namespace antrean::delivery {

// For /metrics: attempts of this process, and rows that are not through. Thread-safe.
class DeliveryFigures {
public:
    DeliveryFigures();
    ~DeliveryFigures();

    // `outcome`: delivered, retry or refused.
    void attempted(std::string const& kind, std::string const& outcome);
    // Counts the rows that are pending, being sent, or failed.
    void count(db::Transaction& transaction, Instant now);

    std::vector<prometheus::MetricFamily> families() const;

private:
    struct Rows;
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> attempts_;  // by kind and outcome
    std::vector<Rows> rows_;
};

}  // namespace antrean::delivery
