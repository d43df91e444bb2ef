#include "server/WorkerPool.hpp"

#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace antrean::server {

WorkerPool::WorkerPool(std::size_t threads, std::size_t waiting_max, int niceness)
    : waiting_max_(waiting_max) {
    for (std::size_t index = 0; index < threads; ++index)
        threads_.emplace_back([this, niceness] {
            // On Linux this sets the priority of this thread alone. Lowering it never fails.
            if (niceness != 0)
                ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
            run();
        });
}

WorkerPool::~WorkerPool() {
    stop();
}

bool WorkerPool::submit(std::function<void()> work) {
    {
        std::lock_guard const lock(mutex_);
        if (stopped_ || waiting_.size() >= waiting_max_)
            return false;
        waiting_.push_back(std::move(work));
    }
    arrived_.notify_one();
    return true;
}

void WorkerPool::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    arrived_.notify_all();
    for (auto& thread : threads_)
        thread.join();
    threads_.clear();
}

void WorkerPool::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        {
            // Destroys the work, and what it captured, before the lock is taken again.
            auto const work = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            work();
        }
        lock.lock();
    }
}

}  // namespace antrean::server
