#include "server/TimerWheel.hpp"

#include <algorithm>

namespace antrean::server {

void TimerWheel::Timer::cancel() {
    if (next_ == nullptr)
        return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = previous_ = nullptr;
}

TimerWheel::TimerWheel(Time now) : second_(secondOf(now)) {
    for (auto& slot : slots_)
        slot.next_ = slot.previous_ = &slot;
    running_.next_ = running_.previous_ = &running_;
}

TimerWheel::~TimerWheel() {
    for (auto& slot : slots_)
        while (slot.next_ != &slot)
            slot.next_->cancel();
}

std::int64_t TimerWheel::secondOf(Time time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void TimerWheel::insert(Slot& slot, Timer& timer) {
    timer.previous_ = slot.previous_;
    timer.next_ = &slot;
    slot.previous_->next_ = &timer;
    slot.previous_ = &timer;
}

void TimerWheel::set(Timer& timer, Time due) {
    timer.cancel();
    timer.due_ = due;
    // The slot of the current second has been passed already.
    auto const second = std::max(secondOf(due), second_);
    insert(slots_[static_cast<std::size_t>(second) % kSlots], timer);
}

void TimerWheel::advance(Time now) {
    auto const last = secondOf(now);
    // After a pause of more than one turn, each slot is visited once.
    auto const turns = std::min<std::int64_t>(last - second_, std::int64_t{kSlots} - 1);
    auto const first = last - turns;
    for (auto second = first; second <= last; ++second) {
        second_ = second;
        turn(slots_[static_cast<std::size_t>(second) % kSlots], now);
    }
}

void TimerWheel::turn(Slot& slot, Time now) {
    // The slot is emptied first: a timer that onTimer sets again must not run twice.
    while (slot.next_ != &slot) {
        auto& timer = *slot.next_;
        timer.cancel();
        insert(running_, timer);
    }
    while (running_.next_ != &running_) {
        auto& timer = *running_.next_;
        timer.cancel();
        if (timer.due_ > now)
            insert(slot, timer);
        else
            timer.onTimer();
    }
}

}  // namespace antrean::server
