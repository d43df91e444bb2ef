// Threads for work that would delay an I/O thread: password hashes, large bodies, exports.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace antrean::server {

// Thread-safe.
class WorkerPool {
public:
    // `niceness`: of the threads, as in setpriority(2); 19 is the lowest priority.
    WorkerPool(std::size_t threads, std::size_t waiting_max, int niceness = 0);
    ~WorkerPool();
    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    // Never blocks. false: the queue is full or the pool is stopped, and `work` will not run.
    // `work` must not throw.
    [[nodiscard]] bool submit(std::function<void()> work);
    // Finishes the queued work and joins the threads.
    void stop();

private:
    void run();

    std::size_t waiting_max_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> waiting_;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace antrean::server
