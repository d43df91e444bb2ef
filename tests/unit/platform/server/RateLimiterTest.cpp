#include "server/RateLimiter.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace antrean::server {
namespace {

using namespace std::chrono_literals;

RateLimiter::Time const kStart = std::chrono::steady_clock::now() + 1h;

http::Address at(char const* text) {
    return *http::Address::parse(text);
}

TEST(RateLimiter, RefusesTheCallAfterThoseOfAMinute) {
    RateLimiter limiter(60);
    for (std::uint64_t left = 59; left > 0; --left) {
        auto const allowance = limiter.countToken(1, kStart);
        EXPECT_EQ(allowance.limit, 60U);
        EXPECT_EQ(allowance.remaining, left);
        EXPECT_EQ(allowance.reset_s, 60 - left);
        EXPECT_EQ(allowance.retry_after_s, 0U);
    }
    EXPECT_EQ(limiter.countToken(1, kStart).retry_after_s, 0U);
    auto const refused = limiter.countToken(1, kStart);
    EXPECT_EQ(refused.remaining, 0U);
    EXPECT_EQ(refused.reset_s, 60U);
    EXPECT_EQ(refused.retry_after_s, 1U);
}

TEST(RateLimiter, GivesCallsBackAtAConstantRate) {
    RateLimiter limiter(60);
    for (int count = 0; count < 60; ++count)
        EXPECT_EQ(limiter.countToken(1, kStart).retry_after_s, 0U);
    EXPECT_EQ(limiter.countToken(1, kStart + 900ms).retry_after_s, 1U);
    EXPECT_EQ(limiter.countToken(1, kStart + 1s).retry_after_s, 0U);
    EXPECT_EQ(limiter.countToken(1, kStart + 1s).retry_after_s, 1U);
    for (int count = 0; count < 60; ++count)
        EXPECT_EQ(limiter.countToken(1, kStart + 1h).retry_after_s, 0U);
}

TEST(RateLimiter, CountsEachCallerForItself) {
    RateLimiter limiter(1);
    EXPECT_EQ(limiter.countAddress(at("10.0.0.1"), kStart).limit, 1U);
    EXPECT_EQ(limiter.countAddress(at("10.0.0.1"), kStart).retry_after_s, 60U);
    EXPECT_EQ(limiter.countAddress(at("10.0.0.2"), kStart).retry_after_s, 0U);
    EXPECT_EQ(limiter.countToken(1, kStart).retry_after_s, 0U);
    EXPECT_EQ(limiter.countToken(2, kStart).retry_after_s, 0U);
    EXPECT_EQ(limiter.countAddress(at("2001:db8::1"), kStart).retry_after_s, 0U);
    EXPECT_EQ(limiter.countAddress(at("2001:db8::2"), kStart).retry_after_s, 60U);
}

TEST(RateLimiter, KeepsABusyCallerAmongVeryManyOthers) {
    RateLimiter limiter(1'000);
    for (int count = 0; count < 1'000; ++count)
        limiter.countToken(-1, kStart);
    int refused = 0;
    for (int other = 0; other < 200'000; ++other)
        refused += limiter.countToken(other, kStart).retry_after_s > 0 ? 1 : 0;
    // 30 bits tell callers apart: in one run of 5,000, another one is taken for the busy one.
    EXPECT_LE(refused, 1);
    EXPECT_GT(limiter.countToken(-1, kStart).retry_after_s, 0U);
}

TEST(RateLimiter, TakesTheHighestLimit) {
    RateLimiter limiter(RateLimiter::kPerMinuteMax);
    EXPECT_EQ(limiter.countToken(1, kStart).remaining, RateLimiter::kPerMinuteMax - 1);
    EXPECT_EQ(limiter.countToken(1, kStart).remaining, RateLimiter::kPerMinuteMax - 2);
}

TEST(RateLimiter, CountsCallsOfSeveralThreadsExactly) {
    RateLimiter limiter(8'000);
    std::vector<std::thread> threads;
    std::atomic<int> allowed{0};
    for (int index = 0; index < 4; ++index)
        threads.emplace_back([&] {
            for (int count = 0; count < 4'000; ++count)
                if (limiter.countToken(7, kStart).retry_after_s == 0)
                    ++allowed;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(allowed, 8'000);
}

}  // namespace
}  // namespace antrean::server
