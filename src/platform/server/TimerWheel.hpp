// Many timers of which few run out: setting and cancelling one costs a few pointers. Exact to the
// second.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace antrean::server {

class TimerWheel {
public:
    using Time = std::chrono::steady_clock::time_point;

    // A timer that is in a wheel or in none; leaves it when destroyed.
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

    // Timers run out from `now` on.
    explicit TimerWheel(Time now);
    ~TimerWheel();
    TimerWheel(TimerWheel const&) = delete;
    TimerWheel& operator=(TimerWheel const&) = delete;

    // Sets it anew when it is set. One whose time is over runs out with the next advance().
    void set(Timer& timer, Time due);
    // Calls the timers whose time has come.
    void advance(Time now);

private:
    // Timers that are farther away than a turn of the wheel stay where they are for another.
    static constexpr std::size_t kSlots = 128;

    // The head of a ring of timers.
    class Slot final : public Timer {
        void onTimer() override {}
    };

    static std::int64_t secondOf(Time time);
    void insert(Slot& slot, Timer& timer);
    void turn(Slot& slot, Time now);

    std::array<Slot, kSlots> slots_;
    Slot running_;  // those of the slot at hand that are still to be looked at
    std::int64_t second_;
};

}  // namespace antrean::server
