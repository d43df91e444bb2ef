#include "db/StopSignal.hpp"

namespace antrean::db {

void StopSignal::give() {
    {
        std::scoped_lock const lock(mutex_);
        is_given_ = true;
    }
    given_.notify_all();
}

bool StopSignal::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !given_.wait_for(lock, time, [this] { return is_given_; });
}

}  // namespace antrean::db
