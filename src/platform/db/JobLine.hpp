#pragma once

#include "db/Database.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace antrean::db {

struct WaitingJob {
    Mode mode{};
    Job job;
};

// Jobs that wait for a database thread, first come, first served. Thread-safe.
class JobLine {
public:
    explicit JobLine(std::size_t waiting_max) : waiting_max_(waiting_max) {}

    // Refuses a job by its own `done` with unavailable when the line is full or closed.
    void push(Mode mode, Job job);
    // Waits for a job; moves up to `count_max` of them to the end of `jobs`. False once the line
    // is closed and empty.
    bool take(std::vector<WaitingJob>& jobs, std::size_t count_max);
    // No more jobs; those in line are still taken.
    void close();

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<WaitingJob> waiting_;
    std::size_t const waiting_max_;
    bool is_closed_ = false;
};

// Calls done; an exception that leaves it is a bug, and is logged.
void finish(Job& job, std::optional<Error> error);

}  // namespace antrean::db
