#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace antrean::db {

// Ends the pauses of all workers when the database stops. Thread-safe.
class StopSignal {
public:
    void give();
    // Returns false if the signal was given meanwhile.
    bool pause(std::chrono::milliseconds time);

private:
    std::mutex mutex_;
    std::condition_variable given_;
    bool is_given_ = false;
};

}  // namespace antrean::db
