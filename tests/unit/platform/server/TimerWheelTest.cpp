#include "server/TimerWheel.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace antrean::server {
namespace {

using namespace std::chrono_literals;
using Time = TimerWheel::Time;

class Counter final : public TimerWheel::Timer {
public:
    int count = 0;
    std::function<void()> then;

private:
    void onTimer() override {
        ++count;
        if (then)
            then();
    }
};

Time const kStart{1'000s};

TEST(TimerWheel, ATimerRunsOutOnceAndNotEarly) {
    TimerWheel wheel(kStart);
    Counter timer;
    wheel.set(timer, kStart + 3'500ms);
    for (auto const early : {0ms, 1'000ms, 3'000ms, 3'499ms}) {
        wheel.advance(kStart + early);
        EXPECT_EQ(timer.count, 0);
    }
    wheel.advance(kStart + 3'500ms);
    EXPECT_EQ(timer.count, 1);
    wheel.advance(kStart + 200s);
    EXPECT_EQ(timer.count, 1);
}

TEST(TimerWheel, ATimerMayBeFartherThanATurn) {
    TimerWheel wheel(kStart);
    Counter timer;
    wheel.set(timer, kStart + 300s);
    for (auto second = 1s; second < 300s; ++second)
        wheel.advance(kStart + second);
    EXPECT_EQ(timer.count, 0);
    wheel.advance(kStart + 300s);
    EXPECT_EQ(timer.count, 1);
}

TEST(TimerWheel, NothingIsLostInALongPause) {
    TimerWheel wheel(kStart);
    Counter one;
    Counter two;
    wheel.set(one, kStart + 1s);
    wheel.set(two, kStart + 500s);
    wheel.advance(kStart + 1'000s);
    EXPECT_EQ(one.count + two.count, 2);
}

TEST(TimerWheel, ATimerOfThePastRunsOutNext) {
    TimerWheel wheel(kStart);
    Counter timer;
    wheel.set(timer, kStart - 10s);
    wheel.advance(kStart);
    EXPECT_EQ(timer.count, 1);
}

TEST(TimerWheel, TimersMaySetCancelAndDestroyOneAnother) {
    TimerWheel wheel(kStart);
    Counter again;
    Counter cancelled;
    auto destroyed = std::make_unique<Counter>();
    again.then = [&wheel, &again, &cancelled, &destroyed] {
        wheel.set(again, kStart);
        cancelled.cancel();
        destroyed.reset();
    };
    wheel.set(again, kStart);
    wheel.set(cancelled, kStart);
    wheel.set(*destroyed, kStart);
    wheel.advance(kStart);
    EXPECT_EQ(again.count, 1);
    EXPECT_EQ(cancelled.count, 0);
    again.then = nullptr;
    wheel.advance(kStart + 1s);
    EXPECT_EQ(again.count, 2);
}

}  // namespace
}  // namespace antrean::server
