#include "base/Watcher.hpp"

#include <utility>

namespace antrean {

WatcherSchedule::Time WatcherSchedule::dueAt() const {
    if (is_urgent_)
        return Time::min();
    return is_poked_ ? pause_ends_at_ : wait_ends_at_;
}

bool WatcherSchedule::begin() {
    was_poked_ = std::exchange(is_poked_, false);
    is_urgent_ = false;
    return was_poked_;
}

void WatcherSchedule::end(bool has_succeeded, Time now, std::chrono::milliseconds every) {
    is_poked_ = is_poked_ || (was_poked_ && !has_succeeded);
    pause_ends_at_ = now + (has_succeeded ? timing_.pause : timing_.retry_after);
    wait_ends_at_ = pause_ends_at_ + every;
}

void Watcher::start() {
    {
        std::scoped_lock const lock(mutex_);
        schedule_.start(std::chrono::steady_clock::now());
    }
    thread_ = std::jthread([this](std::stop_token const& stop) { loop(stop); });
}

void Watcher::startAndWait(std::chrono::milliseconds limit) {
    poke();
    start();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, limit, [this] { return is_ready_; });
}

void Watcher::ready() {
    {
        std::scoped_lock const lock(mutex_);
        is_ready_ = true;
    }
    changed_.notify_all();
}

bool Watcher::stop() {
    bool const was_running = thread_.joinable();
    thread_ = {};  // asks it to stop, and waits until it has
    return was_running;
}

void Watcher::poke() {
    {
        std::scoped_lock const lock(mutex_);
        // The look is due already. Each commit pokes, and a wake-up takes a tenth of its time.
        if (schedule_.isPoked())
            return;
        schedule_.poke();
    }
    changed_.notify_all();
}

void Watcher::pokeAtOnce() {
    {
        std::scoped_lock const lock(mutex_);
        schedule_.pokeAtOnce();
    }
    changed_.notify_all();
}

void Watcher::loop(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        auto const due = schedule_.dueAt();
        if (std::chrono::steady_clock::now() < due) {
            changed_.wait_until(lock, stop, due, [this, due] { return schedule_.dueAt() != due; });
            continue;
        }
        bool const is_poked = schedule_.begin();
        lock.unlock();
        next_wait_ = schedule_.timing().every;
        bool const has_succeeded = look_(is_poked);
        lock.lock();
        schedule_.end(has_succeeded, std::chrono::steady_clock::now(), next_wait_);
    }
}

}  // namespace antrean
