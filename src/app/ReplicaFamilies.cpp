#include "app/ReplicaFamilies.hpp"

#include "db/ReplicaDatabase.hpp"

#include <chrono>
#include <prometheus/metric_family.h>
#include <utility>

namespace antrean::app {
namespace {

prometheus::MetricFamily gauge(char const* name, char const* help, double value) {
    prometheus::ClientMetric metric;
    metric.gauge.value = value;
    prometheus::MetricFamily family;
    family.name = name;
    family.help = help;
    family.type = prometheus::MetricType::Gauge;
    family.metric.push_back(std::move(metric));
    return family;
}

prometheus::ClientMetric count(char const* where, std::uint64_t reads) {
    prometheus::ClientMetric metric;
    metric.label = {{"by", where}};
    metric.counter.value = static_cast<double>(reads);
    return metric;
}

}  // namespace

std::vector<prometheus::MetricFamily> families(db::ReplicaFigures const& figures) {
    prometheus::MetricFamily reads;
    reads.name = "antrean_history_reads_total";
    reads.help = "Reports, exports and dashboards, by the server that read them";
    reads.type = prometheus::MetricType::Counter;
    reads.metric = {count("replica", figures.reads), count("primary", figures.reads_at_primary)};
    auto const& state = figures.state;
    return {
        gauge("antrean_replica_used", "1 while the replica is read", state.trouble.empty() ? 1 : 0),
        gauge(
            "antrean_replica_behind_seconds",
            "How far the replica was behind the primary",
            std::chrono::duration<double>(state.behind).count()
        ),
        gauge(
            "antrean_replica_behind_bytes",
            "The same, as changes that it has not replayed",
            static_cast<double>(state.bytes_behind)
        ),
        std::move(reads),
    };
}

}  // namespace antrean::app
