#include "delivery/DeliveryFigures.hpp"

#include "db/Transaction.hpp"
#include "delivery/Delivery.hpp"
#include "delivery/Sql.hpp"

#include <algorithm>
#include <prometheus/metric_family.h>

namespace antrean::delivery {
namespace {

struct StateCount {
    std::string kind;
    std::string state;
    std::int64_t deliveries;
    std::int64_t oldest_due_at_ms;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (kind, state, deliveries, oldest_due_at_ms))

prometheus::MetricFamily family(char const* name, char const* help, prometheus::MetricType type) {
    prometheus::MetricFamily result;
    result.name = name;
    result.help = help;
    result.type = type;
    return result;
}

}  // namespace

struct DeliveryFigures::Rows {
    std::string kind;
    std::string state;
    std::int64_t count;
    double oldest_s;
};

DeliveryFigures::DeliveryFigures() = default;
DeliveryFigures::~DeliveryFigures() = default;

void DeliveryFigures::attempted(std::string const& kind, std::string const& outcome) {
    std::scoped_lock const lock(mutex_);
    ++attempts_[{kind, outcome}];
}

void DeliveryFigures::count(db::Transaction& transaction, Instant now) {
    std::vector<Rows> rows;
    for (auto& row : transaction.all<StateCount>(sql::kCountByState)) {
        auto const age_ms = std::max<std::int64_t>(toMs(now) - row.oldest_due_at_ms, 0);
        rows.push_back(
            {std::move(row.kind),
             std::move(row.state),
             row.deliveries,
             static_cast<double>(age_ms) / 1'000}
        );
    }
    std::scoped_lock const lock(mutex_);
    rows_ = std::move(rows);
}

std::vector<prometheus::MetricFamily> DeliveryFigures::families() const {
    auto attempts = family(
        "antrean_delivery_attempts_total",
        "Attempts to deliver, of this process",
        prometheus::MetricType::Counter
    );
    auto counts = family(
        "antrean_deliveries",
        "Deliveries that are not through, and those that failed",
        prometheus::MetricType::Gauge
    );
    auto ages = family(
        "antrean_delivery_oldest_seconds",
        "Since the oldest of them was due",
        prometheus::MetricType::Gauge
    );
    std::scoped_lock const lock(mutex_);
    for (auto const& [by, total] : attempts_) {
        prometheus::ClientMetric metric;
        metric.label = {{"kind", by.first}, {"outcome", by.second}};
        metric.counter.value = static_cast<double>(total);
        attempts.metric.push_back(std::move(metric));
    }
    for (auto const& row : rows_) {
        prometheus::ClientMetric metric;
        metric.label = {{"kind", row.kind}, {"state", row.state}};
        metric.gauge.value = static_cast<double>(row.count);
        counts.metric.push_back(metric);
        metric.gauge.value = row.oldest_s;
        ages.metric.push_back(std::move(metric));
    }
    return {std::move(attempts), std::move(counts), std::move(ages)};
}

}  // namespace antrean::delivery
