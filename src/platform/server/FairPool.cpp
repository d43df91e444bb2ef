#include "server/FairPool.hpp"

#include <algorithm>
#include <utility>

namespace antrean::server {

FairPool::FairPool(std::size_t threads, Limits limits) : limits_(limits) {
    for (std::size_t index = 0; index < threads; ++index)
        threads_.emplace_back([this] { run(); });
}

FairPool::~FairPool() {
    stop();
}

void FairPool::submit(std::string const& key, Work work) {
    std::vector<Work> dropped;
    {
        std::lock_guard const lock(mutex_);
        if (stopped_) {
            dropped.push_back(std::move(work));
        } else {
            auto const [line, is_new] = lines_.try_emplace(key);
            if (is_new)
                turns_.push_back(key);
            line->second.push_back(std::move(work));
            ++waiting_;
            if (line->second.size() > limits_.waiting_of_key)
                dropped.push_back(takeOldest(line));
            else if (waiting_ > limits_.waiting)
                dropped.push_back(takeOldest(longest()));
        }
    }
    arrived_.notify_one();
    for (auto const& each : dropped)
        each.drop();
}

void FairPool::stop() {
    std::vector<Work> dropped;
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
        while (waiting_ > 0)
            dropped.push_back(takeNext());
    }
    arrived_.notify_all();
    for (auto& thread : threads_)
        thread.join();
    threads_.clear();
    for (auto const& each : dropped)
        each.drop();
}

FairPool::Work FairPool::takeNext() {
    auto key = std::move(turns_.front());
    turns_.pop_front();
    auto const line = lines_.find(key);
    auto work = std::move(line->second.front());
    line->second.pop_front();
    --waiting_;
    if (line->second.empty())
        lines_.erase(line);
    else
        turns_.push_back(std::move(key));
    return work;
}

FairPool::Work FairPool::takeOldest(Lines::iterator line) {
    auto work = std::move(line->second.front());
    line->second.pop_front();
    --waiting_;
    if (line->second.empty()) {
        std::erase(turns_, line->first);
        lines_.erase(line);
    }
    return work;
}

FairPool::Lines::iterator FairPool::longest() {
    return std::ranges::max_element(lines_, {}, [](auto const& entry) {
        return entry.second.size();
    });
}

void FairPool::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [this] { return stopped_ || waiting_ > 0; });
        if (stopped_)
            return;
        {
            // Destroys the work, and what it captured, before the lock is taken again.
            auto const work = takeNext();
            lock.unlock();
            work.run();
        }
        lock.lock();
    }
}

}  // namespace antrean::server
