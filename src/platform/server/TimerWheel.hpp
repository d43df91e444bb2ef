// Timers for many connections, most of which are cancelled before they run out. Setting and
// cancelling one changes a few pointers. Exact to the second.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace antrean::server {

class TimerWheel {
public:
    using Time = std::chrono::steady_clock::time_point;

    // A timer, in at most one wheel. Its destructor removes it.
    class Timer {
    public:
        Timer() = default;
        virtual ~Timer() { cancel(); }
        Timer(Timer const&) = delete;
        Timer& operator=(Timer const&) = delete;

        void cancel();
        // Of a timer that is set.
        Time due() const { return due_; }
        bool isSet() const { return next_ != nullptr; }

    protected:
        // Called by TimerWheel::advance; may set this or any other timer, or destroy them.
        virtual void onTimer() = 0;

    private:
        friend class TimerWheel;
        Timer* next_ = nullptr;
        Timer* previous_ = nullptr;
        Time due_{};
    };

    // Starts the wheel at `now`.
    explicit TimerWheel(Time now);
    ~TimerWheel();
    TimerWheel(TimerWheel const&) = delete;
    TimerWheel& operator=(TimerWheel const&) = delete;

    // Replaces an earlier time of the timer. A time in the past runs out at the next advance().
    void set(Timer& timer, Time due);
    // Calls the timers whose time has come.
    void advance(Time now);

private:
    // A timer that is more than one turn of the wheel away stays in its slot for another turn.
    static constexpr std::size_t kSlots = 128;

    // The head of a ring of timers.
    class Slot final : public Timer {
        void onTimer() override {}
    };

    static std::int64_t secondOf(Time time);
    void insert(Slot& slot, Timer& timer);
    void turn(Slot& slot, Time now);

    std::array<Slot, kSlots> slots_;
    Slot running_;  // timers of the current slot that are not visited yet
    std::int64_t second_;
};

}  // namespace antrean::server
