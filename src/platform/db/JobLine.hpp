#pragma once

#include "db/Database.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace antrean::db {

struct WaitingJob {
    Mode mode{};
    Job job;
};

// Jobs that wait for a database thread, first come, first served, with two exceptions. A search
// waits while `searches_max` others run. A job waits while another of its lane runs. Both let later
// jobs pass. Thread-safe.
class JobLine {
public:
    JobLine(std::size_t waiting_max, std::size_t searches_max)
        : waiting_max_(waiting_max), searches_max_(searches_max) {}

    // When the line is full or closed, calls the job's `done` with unavailable.
    void push(Mode mode, Job job);
    // Waits for a job, then moves up to `count_max` jobs to the end of `jobs`. Returns false once
    // the line is closed and has no job that may run. Call ended() for each.
    bool take(std::vector<WaitingJob>& jobs, std::size_t count_max);
    // The same, but takes the waiting jobs of one lane, or one job without a lane.
    bool takeTogether(std::vector<WaitingJob>& jobs, std::size_t count_max);
    // A job that was taken has ended: another search, or the next jobs of the lane, may run. Jobs
    // that were taken together end together: call it once, with any of them.
    void ended(WaitingJob const& waiting);
    // Refuses jobs from now on; those in line are still taken.
    void close();

private:
    struct Place {
        std::uint64_t number = 0;  // in the order of arrival
        WaitingJob waiting;        // of a lane: the job is empty except for its lane
    };
    using Line = std::deque<Place>;

    void add(WaitingJob waiting);
    void append(Line& line, WaitingJob waiting);
    Line* next();
    WaitingJob takeFirst(Line& line);

    std::mutex mutex_;
    std::condition_variable arrived_;
    Line jobs_;  // all but searches; for each lane that waits, one place
    Line searches_;
    // The waiting jobs of each lane that waits or runs.
    std::unordered_map<std::string, std::deque<WaitingJob>> lanes_;
    std::uint64_t arrivals_ = 0;
    std::size_t waiting_count_ = 0;
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
