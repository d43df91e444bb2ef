#pragma once

#include <condition_variable>
#include <mutex>

namespace antrean::server {

// A slow handler waits here until the test opens it.
class Gate {
public:
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return is_open_; });
    }
    void open() {
        std::lock_guard const lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void awaitSomebody() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_ > 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = false;
    int waiting_ = 0;
};

}  // namespace antrean::server
