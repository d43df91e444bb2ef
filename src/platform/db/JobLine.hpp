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

    // When the line is full or closed, calls the job's `done` with unavailable.
    void push(Mode mode, Job job);
    // Waits for a job, then moves up to `count_max` jobs to the end of `jobs`. Returns false once
    // the line is closed and empty.
    bool take(std::vector<WaitingJob>& jobs, std::size_t count_max);
    // Refuses jobs from now on; those in line are still taken.
    void close();

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<WaitingJob> waiting_;
    std::size_t const waiting_max_;
    bool is_closed_ = false;
};

// Calls the job's `done`. An exception from it is a bug, and is logged.
void finish(Job& job, std::optional<Error> error);

}  // namespace antrean::db
