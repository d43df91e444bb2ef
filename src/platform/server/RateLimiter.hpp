// Limits how often each token, or each address without one, may call.
#pragma once

#include "http/Network.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace antrean::server {

// What a caller has left, as its answers say (RateLimit-Limit, -Remaining and -Reset).
struct Allowance {
    std::uint64_t limit = 0;      // calls a minute
    std::uint64_t remaining = 0;  // calls at once from now on
    std::uint64_t reset_s = 0;    // until all of them are there again
    // Until the next call is allowed; 0: this call is.
    std::uint64_t retry_after_s = 0;
};

// A caller may make all calls of a minute at once, and gets them back at a constant rate. Only
// the time at which a caller has all of them again is kept, in a table of constant size; where it
// has no room, the caller that needs it least is forgotten. Thread-safe, without locks.
class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::uint64_t kPerMinuteMax = 60'000'000;

    // `per_minute`: the calls of a token, or of an address without one. 0: no limit.
    explicit RateLimiter(std::uint64_t per_minute);

    bool isOn() const { return per_minute_ > 0; }
    Allowance countToken(std::int64_t token_id, Time now);
    Allowance countAddress(http::Address const& address, Time now);

private:
    static constexpr std::size_t kSlotsPerBucket = 4;
    static constexpr std::size_t kBuckets = 16'384;
    // The upper bits tell callers apart that share a bucket; the lower ones are the time, in ticks
    // since the start.
    using Slot = std::atomic<std::uint64_t>;
    using Bucket = std::array<Slot, kSlotsPerBucket>;

    Allowance count(std::uint64_t key, Time now);

    std::uint64_t const per_minute_;
    std::uint64_t const salt_;  // so that nobody can choose callers that share a bucket
    Time const start_;
    std::unique_ptr<Bucket[]> buckets_;
};

}  // namespace antrean::server
