#pragma once

#include "db/Database.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace antrean::db {

struct WaitingJob {
    Mode mode{};
    Job job;
};

// Jobs that wait for a database thread, first come, first served; but a search waits while
// `searches_max` others run, and lets later jobs pass. Thread-safe.
class JobLine {
public:
    JobLine(std::size_t waiting_max, std::size_t searches_max)
        : waiting_max_(waiting_max), searches_max_(searches_max) {}

    // When the line is full or closed, calls the job's `done` with unavailable.
    void push(Mode mode, Job job);
    // Waits for a job, then moves up to `count_max` jobs to the end of `jobs`. Returns false once
    // the line is closed and has no job that may run. Call ended() after each.
    bool take(std::vector<WaitingJob>& jobs, std::size_t count_max);
    // A job that was taken has ended: another search may run.
    void ended(Mode mode);
    // Refuses jobs from now on; those in line are still taken.
    void close();

private:
    struct Waiting {
        std::uint64_t number = 0;  // in the order of arrival
        WaitingJob waiting;
    };
    using Line = std::deque<Waiting>;

    Line* next();

    std::mutex mutex_;
    std::condition_variable arrived_;
    Line jobs_;  // all but searches
    Line searches_;
    std::uint64_t arrivals_ = 0;
    std::size_t searching_ = 0;
    std::size_t const waiting_max_;
    std::size_t const searches_max_;
    bool is_closed_ = false;
};

// Why a job that was taken must not run: nobody waits for it any more, or it waited too long.
std::optional<Error> refusalOf(Job const& job);
// The same while it runs.
bool mustStop(Job const& job);
// The error of a job that failed: of one that ran into its deadline, what the client can do.
Error errorOf(Job const& job, Error error);

// Calls the job's `done`. An exception from it is a bug, and is logged.
void finish(Job& job, std::optional<Error> error);

}  // namespace antrean::db
