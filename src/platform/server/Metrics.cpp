#include "server/Metrics.hpp"

#include <algorithm>
#include <limits>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace antrean::server {
namespace {

using Counter = std::atomic<std::uint64_t>;

// Only the owning thread writes, so a load and a store suffice, without a locked instruction.
void add(Counter& counter, std::uint64_t amount) {
    counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

std::uint64_t nextIdentity() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

prometheus::MetricFamily family(std::string name, std::string help, prometheus::MetricType type) {
    prometheus::MetricFamily result;
    result.name = std::move(name);
    result.help = std::move(help);
    result.type = type;
    return result;
}

prometheus::MetricFamily gauge(std::string name, std::string help, std::int64_t value) {
    auto result = family(std::move(name), std::move(help), prometheus::MetricType::Gauge);
    prometheus::ClientMetric metric;
    metric.gauge.value = static_cast<double>(value);
    result.metric.push_back(metric);
    return result;
}

}  // namespace

struct Metrics::Shard {
    explicit Shard(std::size_t routes) : requests(routes * kStatusClasses) {}

    std::vector<Counter> requests;  // route by route, the five status classes of each
    std::array<Counter, kBounds_s.size() + 1> durations{};
    Counter duration_sum_ns{0};
};

Metrics::Metrics(http::Routes const& routes) : routes_(routes), identity_(nextIdentity()) {}

Metrics::~Metrics() = default;

Metrics::Shard& Metrics::local() {
    thread_local std::uint64_t owner = 0;
    thread_local Shard* shard = nullptr;
    if (owner == identity_)
        return *shard;
    std::lock_guard const lock(mutex_);
    shards_.push_back(std::make_unique<Shard>(routes_.size() + 1));
    shard = shards_.back().get();
    owner = identity_;
    return *shard;
}

void Metrics::answered(std::size_t route, int status, std::chrono::nanoseconds duration) {
    auto& shard = local();
    auto const status_class = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
    add(shard.requests[route * kStatusClasses + status_class], 1);
    auto const duration_s = std::chrono::duration<double>(duration).count();
    auto const bucket = std::ranges::lower_bound(kBounds_s, duration_s) - kBounds_s.begin();
    add(shard.durations[static_cast<std::size_t>(bucket)], 1);
    add(shard.duration_sum_ns, static_cast<std::uint64_t>(duration.count()));
}

std::uint64_t Metrics::count(std::size_t route, std::size_t status_class) const {
    std::uint64_t total = 0;
    for (auto const& shard : shards_)
        total +=
            shard->requests[route * kStatusClasses + status_class].load(std::memory_order_relaxed);
    return total;
}

prometheus::MetricFamily Metrics::requests() const {
    auto result = family(
        "antrean_http_requests_total",
        "Requests by route and class of status",
        prometheus::MetricType::Counter
    );
    for (std::size_t route = 0; route <= routes_.size(); ++route) {
        bool const matched = route < routes_.size();
        for (std::size_t status_class = 0; status_class < kStatusClasses; ++status_class) {
            auto const total = count(route, status_class);
            if (total == 0)
                continue;
            prometheus::ClientMetric metric;
            metric.label = {
                {"method", matched ? std::string(name(routes_[route].method)) : "any"},
                {"route", matched ? std::string(routes_[route].path) : "unmatched"},
                {"status", std::to_string(status_class + 1) + "xx"},
            };
            metric.counter.value = static_cast<double>(total);
            result.metric.push_back(std::move(metric));
        }
    }
    return result;
}

prometheus::MetricFamily Metrics::durations() const {
    auto result = family(
        "antrean_http_request_seconds",
        "From the parsed request to its answer",
        prometheus::MetricType::Histogram
    );
    prometheus::ClientMetric metric;
    std::uint64_t cumulative = 0;
    std::uint64_t sum_ns = 0;
    for (std::size_t bucket = 0; bucket <= kBounds_s.size(); ++bucket) {
        for (auto const& shard : shards_)
            cumulative += shard->durations[bucket].load(std::memory_order_relaxed);
        auto const bound =
            bucket < kBounds_s.size() ? kBounds_s[bucket] : std::numeric_limits<double>::infinity();
        metric.histogram.bucket.push_back({cumulative, bound});
    }
    for (auto const& shard : shards_)
        sum_ns += shard->duration_sum_ns.load(std::memory_order_relaxed);
    metric.histogram.sample_count = cumulative;
    metric.histogram.sample_sum = static_cast<double>(sum_ns) / 1e9;
    result.metric.push_back(std::move(metric));
    return result;
}

std::string Metrics::text() const {
    std::vector<prometheus::MetricFamily> families{
        gauge("antrean_http_connections", "Open connections", connections()),
        gauge(
            "antrean_database_jobs",
            "Transactions in line or running",
            jobs_.load(std::memory_order_relaxed)
        ),
        gauge(
            "antrean_websocket_slow_readers",
            "WebSockets closed because their clients did not read, since the start",
            slow_readers_.load(std::memory_order_relaxed)
        ),
    };
    {
        std::lock_guard const lock(mutex_);
        families.push_back(requests());
        families.push_back(durations());
    }
    for (auto const& source : sources_)
        for (auto& more : source())
            families.push_back(std::move(more));
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace antrean::server
