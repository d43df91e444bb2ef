#include "server/RateLimiter.hpp"

#include <algorithm>
#include <random>

namespace antrean::server {
namespace {

// The time of a slot is enough for eight years.
using Ticks = std::chrono::duration<std::uint64_t, std::micro>;
constexpr std::uint64_t kMinute = Ticks(std::chrono::minutes(1)).count();
constexpr std::uint64_t kSecond = Ticks(std::chrono::seconds(1)).count();
constexpr unsigned kTimeBits = 48;
constexpr std::uint64_t kTimeMask = (std::uint64_t{1} << kTimeBits) - 1;
// Keeps the keys of addresses apart from those of tokens.
constexpr std::uint64_t kAddressMark = std::uint64_t{1} << 63U;

// The finalizer of SplitMix64: each bit of the result depends on all bits.
std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

std::uint64_t randomNumber() {
    std::random_device device;
    return (std::uint64_t{device()} << 32U) | device();
}

std::uint64_t roundedUp(std::uint64_t ticks) {
    return (ticks + kSecond - 1) / kSecond;
}

// The slot of the caller, or else the one whose caller has its calls back first.
template <class Bucket>
auto& slotFor(Bucket& bucket, std::uint64_t caller) {
    auto* chosen = &bucket.front();
    auto chosen_time = kTimeMask;
    for (auto& slot : bucket) {
        auto const word = slot.load(std::memory_order_relaxed);
        if ((word & ~kTimeMask) == caller)
            return slot;
        if ((word & kTimeMask) < chosen_time) {
            chosen = &slot;
            chosen_time = word & kTimeMask;
        }
    }
    return *chosen;
}

}  // namespace

RateLimiter::RateLimiter(std::uint64_t per_minute)
    : per_minute_(per_minute),
      salt_(randomNumber()),
      start_(std::chrono::steady_clock::now()),
      buckets_(per_minute > 0 ? std::make_unique<Bucket[]>(kBuckets) : nullptr) {}

Allowance RateLimiter::countToken(std::int64_t token_id, Time now) {
    return count(static_cast<std::uint64_t>(token_id) & ~kAddressMark, now);
}

Allowance RateLimiter::countAddress(http::Address const& address, Time now) {
    return count(address.household().hash() | kAddressMark, now);
}

Allowance RateLimiter::count(std::uint64_t key, Time now) {
    auto const hash = mixed(key ^ salt_);
    auto const caller = hash & ~kTimeMask;
    auto& slot = slotFor(buckets_[hash % kBuckets], caller);
    auto const since_start = std::max(now - start_, Time::duration::zero());
    auto const present = std::chrono::duration_cast<Ticks>(since_start).count();
    auto const interval = kMinute / per_minute_;
    Allowance allowance;
    allowance.limit = per_minute_;
    auto word = slot.load(std::memory_order_relaxed);
    for (;;) {
        // When the caller has all of its calls again.
        auto const free_at = (word & ~kTimeMask) == caller ? word & kTimeMask : 0;
        auto const next = std::max(free_at, present) + interval;
        auto const end = present + kMinute;
        if (next > end) {
            allowance.reset_s = roundedUp(free_at - present);
            allowance.retry_after_s = roundedUp(next - end);
            return allowance;
        }
        if (slot.compare_exchange_weak(word, caller | next, std::memory_order_relaxed)) {
            allowance.remaining = (end - next) / interval;
            allowance.reset_s = roundedUp(next - present);
            return allowance;
        }
    }
}

}  // namespace antrean::server
