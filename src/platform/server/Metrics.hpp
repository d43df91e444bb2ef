// Figures for Prometheus. Each thread counts in memory of its own; the sums are made when the
// figures are read.
#pragma once

#include "http/Route.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace prometheus {
struct MetricFamily;
}

namespace antrean::server {

// Thread-safe.
class Metrics {
public:
    // `routes` outlives this.
    explicit Metrics(http::Routes const& routes);
    ~Metrics();
    Metrics(Metrics const&) = delete;
    Metrics& operator=(Metrics const&) = delete;

    // `route` is an index into the table, or its size for a request that no route matched.
    void answered(std::size_t route, int status, std::chrono::nanoseconds duration);
    void connectionOpened() { connections_.fetch_add(1, std::memory_order_relaxed); }
    void connectionClosed() { connections_.fetch_sub(1, std::memory_order_relaxed); }
    std::int64_t connections() const { return connections_.load(std::memory_order_relaxed); }
    // A WebSocket or a stream was closed because its client read too slowly.
    void slowReaderClosed() { slow_readers_.fetch_add(1, std::memory_order_relaxed); }
    // Counts the jobs that were given to the database and have not ended.
    void jobSubmitted() { jobs_.fetch_add(1, std::memory_order_relaxed); }
    void jobEnded() { jobs_.fetch_sub(1, std::memory_order_relaxed); }

    // Adds figures of other modules. Call it before the first request; `read` runs on any thread.
    using Source = std::function<std::vector<prometheus::MetricFamily>()>;
    void addSource(Source source) { sources_.push_back(std::move(source)); }

    // In Prometheus' text format.
    std::string text() const;

    // Upper bounds of the latency histogram.
    static constexpr std::array<double, 13> kBounds_s{
        0.0001,
        0.00025,
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.5,
        1,
        5,
    };

private:
    static constexpr std::size_t kStatusClasses = 5;
    struct Shard;

    Shard& local();
    std::uint64_t count(std::size_t route, std::size_t status_class) const;
    // Both under the mutex.
    prometheus::MetricFamily requests() const;
    prometheus::MetricFamily durations() const;

    http::Routes const& routes_;
    std::vector<Source> sources_;
    std::uint64_t const identity_;  // differs from that of an earlier object at the same address
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<Shard>> shards_;
    std::atomic<std::int64_t> connections_{0};
    std::atomic<std::int64_t> jobs_{0};
    std::atomic<std::int64_t> slow_readers_{0};
};

}  // namespace antrean::server
