#include "db/JobLine.hpp"

#include "base/Log.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace antrean::db {

void JobLine::push(Mode mode, Job job) {
    char const* refusal = nullptr;
    {
        std::scoped_lock const lock(mutex_);
        if (is_closed_)
            refusal = "the database is shutting down";
        else if (waiting_.size() >= waiting_max_)
            refusal = "too many requests wait for the database";
        else
            waiting_.push_back({mode, std::move(job)});
    }
    if (refusal != nullptr)
        finish(job, Error::unavailable(refusal));
    else
        arrived_.notify_one();
}

bool JobLine::take(std::vector<WaitingJob>& jobs, std::size_t count_max) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return is_closed_ || !waiting_.empty(); });
    auto const count = std::min(count_max, waiting_.size());
    auto const end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    std::move(waiting_.begin(), end, std::back_inserter(jobs));
    waiting_.erase(waiting_.begin(), end);
    return count > 0;
}

void JobLine::close() {
    {
        std::scoped_lock const lock(mutex_);
        is_closed_ = true;
    }
    arrived_.notify_all();
}

void finish(Job& job, std::optional<Error> error) {
    try {
        job.done(std::move(error));
    } catch (std::exception const& failure) {
        log::error("what followed a transaction failed: {}", failure.what());
    }
}

}  // namespace antrean::db
