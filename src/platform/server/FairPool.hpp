// Threads for slow work that strangers may ask for: logins. One client, or many that have hung up,
// must not make the others wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace antrean::server {

// Work waits in one line per key, and the keys are served in turn: in the order of all, each key
// has one place. When a line is full, its oldest work is dropped, because its client is the one
// most likely to have given up. Thread-safe.
class FairPool {
public:
    struct Limits {
        std::size_t waiting_of_key = 32;
        std::size_t waiting = 1'024;
    };
    // Exactly one of both is called; neither throws.
    struct Work {
        std::function<void()> run;   // on a thread of the pool
        std::function<void()> drop;  // on any thread, also within submit and stop
    };

    FairPool(std::size_t threads, Limits limits);
    ~FairPool();
    FairPool(FairPool const&) = delete;
    FairPool& operator=(FairPool const&) = delete;

    // Never blocks.
    void submit(std::string const& key, Work work);
    // Drops the waiting work and joins the threads.
    void stop();

private:
    using Line = std::deque<Work>;
    using Lines = std::unordered_map<std::string, Line>;

    void run();
    // These are called under the mutex.
    Work takeNext();
    Work takeOldest(Lines::iterator line);
    Lines::iterator longest();

    Limits const limits_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    Lines lines_;                    // without empty ones
    std::deque<std::string> turns_;  // the keys of lines_
    std::size_t waiting_ = 0;        // in all lines
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace antrean::server
