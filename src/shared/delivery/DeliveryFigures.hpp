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

// For /metrics: the attempts of this process, and the rows that are not delivered yet. Thread-safe.
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
