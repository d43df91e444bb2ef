#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace antrean {

struct WatcherTiming {
    // The longest wait for a poke.
    std::chrono::milliseconds every{};
    // Between the end of a look and the next wait; pokes within it lead to one look after it.
    std::chrono::milliseconds pause{0};
    // Takes the place of `pause` after a look that failed.
    std::chrono::milliseconds retry_after{1'000};
};

// When the next look is due. Knows no thread and no clock, so that tests can play both.
class WatcherSchedule {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit WatcherSchedule(WatcherTiming timing) : timing_(timing) {}

    void start(Time now) { wait_ends_at_ = now + timing_.every; }
    void poke() { is_poked_ = true; }
    bool isPoked() const { return is_poked_; }
    void pokeAtOnce() { is_poked_ = is_urgent_ = true; }
    Time dueAt() const;
    // Returns whether the look was poked for.
    bool begin();
    // `every` replaces that of the timing for the next wait only.
    void end(bool has_succeeded, Time now, std::chrono::milliseconds every);

    WatcherTiming const& timing() const { return timing_; }

private:
    WatcherTiming const timing_;
    bool is_poked_ = false;
    bool is_urgent_ = false;            // poked, and no pause counts
    bool was_poked_ = false;            // is_poked_ when the look began that runs now
    Time pause_ends_at_ = Time::min();  // a poke leads to no look before
    Time wait_ends_at_ = Time::max();   // a look without a poke
};

// A thread that calls `look` whenever it is poked, and from time to time without being poked.
class Watcher {
public:
    using Timing = WatcherTiming;
    // Runs on the watcher's thread. The argument says whether somebody poked since the last look
    // began. Returns false when it failed: then the poke is kept, for the look after
    // `retry_after`. Must not throw.
    using Look = std::function<bool(bool is_poked)>;

    Watcher(Timing timing, Look look) : look_(std::move(look)), schedule_(timing) {}
    ~Watcher() { stop(); }
    Watcher(Watcher const&) = delete;
    Watcher& operator=(Watcher const&) = delete;

    // Once. The first look comes after `every`, or at once if there was a poke before.
    void start();
    // Starts with a look at once, and returns when a look has called ready(), but after `limit` at
    // the latest.
    void startAndWait(std::chrono::milliseconds limit);
    // Returns after the look that runs now, if any. Pokes that are left have no effect. Returns
    // false when the thread was not running.
    bool stop();

    // Asks for a look. Thread-safe, never blocks; also allowed within a look.
    void poke();
    // The same, but ends a pause too: for example, because the cause of a failure is gone.
    void pokeAtOnce();
    // Within a look only: the next wait ends after this time instead of `every`.
    void lookAgainIn(std::chrono::milliseconds time) { next_wait_ = time; }
    // Within a look only: startAndWait() may return.
    void ready();

private:
    void loop(std::stop_token const& stop);

    Look const look_;
    std::chrono::milliseconds next_wait_{};  // the thread's own

    std::mutex mutex_;
    std::condition_variable_any changed_;
    WatcherSchedule schedule_;  // under the mutex
    bool is_ready_ = false;     // under the mutex
    std::jthread thread_;
};

}  // namespace antrean
