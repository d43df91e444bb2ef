#include "base/Watcher.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace antrean {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

class WatcherScheduleTest : public testing::Test {
protected:
    WatcherScheduleTest() { schedule.start(now); }

    void look(bool has_succeeded = true) {
        schedule.begin();
        schedule.end(has_succeeded, now, schedule.timing().every);
    }
    milliseconds dueIn() const {
        return std::chrono::duration_cast<milliseconds>(schedule.dueAt() - now);
    }
    bool isDueNow() const { return schedule.dueAt() <= now; }

    WatcherSchedule::Time now{hours(1)};
    WatcherSchedule schedule{
        {.every = milliseconds(250),
         .pause = milliseconds(50),
         .retry_after = milliseconds(1'000)}};
};

TEST_F(WatcherScheduleTest, AFailedLookThatWasPokedForIsRepeatedAfterRetryAfter) {
    schedule.poke();
    look(false);
    EXPECT_EQ(dueIn(), milliseconds(1'000));
    EXPECT_TRUE(schedule.begin());
}

TEST_F(WatcherScheduleTest, AFailedLookByTheClockIsRepeatedAWholeWaitLater) {
    look(false);
    EXPECT_EQ(dueIn(), milliseconds(1'250));
    EXPECT_FALSE(schedule.begin());
}

TEST_F(WatcherScheduleTest, ThePokeOfAFailedLookIsGoneAfterOneThatSucceeds) {
    schedule.poke();
    look(false);
    look(true);
    EXPECT_FALSE(schedule.begin());
}

TEST_F(WatcherScheduleTest, TheFirstLookComesAfterEvery) {
    EXPECT_EQ(dueIn(), milliseconds(250));
}

TEST_F(WatcherScheduleTest, APokeBeforeTheFirstLookIsDueAtOnce) {
    schedule.poke();
    EXPECT_TRUE(isDueNow());
}

TEST_F(WatcherScheduleTest, TheWaitBeginsAfterThePause) {
    look();
    EXPECT_EQ(dueIn(), milliseconds(300));
}

TEST_F(WatcherScheduleTest, PokesWithinAPauseLeadToOneLookAfterIt) {
    look();
    schedule.poke();
    schedule.poke();
    EXPECT_EQ(dueIn(), milliseconds(50));
    now += milliseconds(50);
    look();
    EXPECT_EQ(dueIn(), milliseconds(300));
}

TEST_F(WatcherScheduleTest, APokeDuringALookLeadsToAnother) {
    schedule.poke();
    schedule.begin();
    schedule.poke();
    schedule.end(true, now, milliseconds(250));
    EXPECT_EQ(dueIn(), milliseconds(50));
    EXPECT_TRUE(schedule.begin());
}

TEST_F(WatcherScheduleTest, APokeAtOnceEndsThePauseAfterAFailure) {
    look(false);
    schedule.pokeAtOnce();
    EXPECT_TRUE(isDueNow());
    look();
    EXPECT_EQ(dueIn(), milliseconds(300));
}

TEST_F(WatcherScheduleTest, APokeAtOnceDuringALookThatFailsIsDueAtOnce) {
    schedule.begin();
    schedule.pokeAtOnce();
    schedule.end(false, now, milliseconds(250));
    EXPECT_TRUE(isDueNow());
}

TEST_F(WatcherScheduleTest, ALookMayShortenTheWaitAfterItself) {
    schedule.begin();
    schedule.end(true, now, milliseconds(20));
    EXPECT_EQ(dueIn(), milliseconds(70));
    look();
    EXPECT_EQ(dueIn(), milliseconds(300));
}

// The looks of a watcher, and what they return.
class Looks {
public:
    bool add(bool is_poked) {
        std::scoped_lock const lock(mutex_);
        were_poked_.push_back(is_poked);
        changed_.notify_all();
        return were_poked_.size() > failures;
    }
    std::vector<bool> waitFor(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this, count] { return were_poked_.size() >= count; });
        return were_poked_;
    }

    std::size_t failures = 0;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<bool> were_poked_;
};

TEST(WatcherTest, APokeAtOnceCallsTheLookAgainAfterAFailure) {
    Looks looks;
    looks.failures = 1;
    Watcher watcher({.every = hours(1), .retry_after = hours(1)}, [&looks](bool is_poked) {
        return looks.add(is_poked);
    });
    watcher.poke();
    watcher.start();
    looks.waitFor(1);
    watcher.pokeAtOnce();
    EXPECT_EQ(looks.waitFor(2), (std::vector{true, true}));
}

TEST(WatcherTest, EachPokeAfterALookLeadsToALook) {
    Looks looks;
    Watcher watcher({.every = hours(1)}, [&looks](bool is_poked) { return looks.add(is_poked); });
    watcher.start();
    for (std::size_t count = 1; count <= 3; ++count) {
        watcher.poke();
        looks.waitFor(count);
    }
    EXPECT_EQ(looks.waitFor(3), (std::vector{true, true, true}));
}

TEST(WatcherTest, WithoutAPokeTheClockCallsTheLook) {
    Looks looks;
    Watcher watcher({.every = milliseconds(1)}, [&looks](bool is_poked) {
        return looks.add(is_poked);
    });
    watcher.start();
    // A third one may have come meanwhile.
    auto const was_poked = looks.waitFor(2);
    EXPECT_EQ(std::ranges::count(was_poked, true), 0);
}

TEST(WatcherTest, ALookMayAskForTheNextOneEarlierThanEvery) {
    Looks looks;
    Watcher watcher({.every = hours(1)}, [&](bool is_poked) {
        watcher.lookAgainIn(milliseconds(1));
        return looks.add(is_poked);
    });
    watcher.poke();
    watcher.start();
    EXPECT_EQ(looks.waitFor(2).at(1), false);
}

TEST(WatcherTest, StartAndWaitReturnsAfterTheLookThatIsReady) {
    int looks = 0;
    Watcher watcher({.every = hours(1)}, [&](bool) {
        if (++looks == 3)
            watcher.ready();
        else
            watcher.poke();
        return true;
    });
    watcher.startAndWait(hours(1));
    EXPECT_EQ(looks, 3);
}

TEST(WatcherTest, StartAndWaitReturnsAfterItsLimit) {
    Watcher watcher({.every = hours(1)}, [](bool) { return true; });
    watcher.startAndWait(milliseconds(1));
    EXPECT_TRUE(watcher.stop());
}

TEST(WatcherTest, StopSaysWhetherItRan) {
    Watcher watcher({.every = hours(1)}, [](bool) { return true; });
    EXPECT_FALSE(watcher.stop());
    watcher.start();
    EXPECT_TRUE(watcher.stop());
    EXPECT_FALSE(watcher.stop());
}

}  // namespace
}  // namespace antrean
