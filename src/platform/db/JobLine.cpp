#include "db/JobLine.hpp"

#include "base/Log.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace antrean::db {

namespace {

constexpr int kRetryAfterS = 5;

bool isLate(Job const& job) {
    return job.deadline && std::chrono::steady_clock::now() >= *job.deadline;
}

Error tooLate() {
    auto error = Error::unavailable("the search reached its time limit", kRetryAfterS);
    error.message = "The search took too long. Please search for a longer text.";
    return error;
}

}  // namespace

void JobLine::push(Mode mode, Job job) {
    char const* refusal = nullptr;
    {
        std::scoped_lock const lock(mutex_);
        auto& line = mode == Mode::search ? searches_ : jobs_;
        if (is_closed_)
            refusal = "the database is shutting down";
        else if (jobs_.size() + searches_.size() >= waiting_max_)
            refusal = "too many requests wait for the database";
        else
            line.push_back({++arrivals_, {mode, std::move(job)}});
    }
    if (refusal != nullptr)
        finish(job, Error::unavailable(refusal));
    else
        arrived_.notify_one();
}

// The line whose first job is next; null if no job may run now.
JobLine::Line* JobLine::next() {
    bool const may_search = !searches_.empty() && searching_ < searches_max_;
    if (!may_search)
        return jobs_.empty() ? nullptr : &jobs_;
    bool const is_search_first = jobs_.empty() || searches_.front().number < jobs_.front().number;
    return is_search_first ? &searches_ : &jobs_;
}

bool JobLine::take(std::vector<WaitingJob>& jobs, std::size_t count_max) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return is_closed_ || next() != nullptr; });
    auto const size_before = jobs.size();
    while (jobs.size() < size_before + count_max) {
        auto* const line = next();
        if (line == nullptr)
            break;
        searching_ += line == &searches_ ? 1 : 0;
        jobs.push_back(std::move(line->front().waiting));
        line->pop_front();
    }
    return jobs.size() > size_before;
}

void JobLine::ended(Mode mode) {
    if (mode != Mode::search)
        return;
    {
        std::scoped_lock const lock(mutex_);
        --searching_;
    }
    arrived_.notify_one();
}

void JobLine::close() {
    {
        std::scoped_lock const lock(mutex_);
        is_closed_ = true;
    }
    arrived_.notify_all();
}

std::optional<Error> refusalOf(Job const& job) {
    if (job.unwanted.stop_requested())
        return Error::unavailable("the client is gone");
    if (isLate(job))
        return tooLate();
    return std::nullopt;
}

bool mustStop(Job const& job) {
    return job.unwanted.stop_requested() || isLate(job);
}

Error errorOf(Job const& job, Error error) {
    return isLate(job) ? tooLate() : std::move(error);
}

void finish(Job& job, std::optional<Error> error) {
    try {
        job.done(std::move(error));
    } catch (std::exception const& failure) {
        log::error("what followed a transaction failed: {}", failure.what());
    }
}

}  // namespace antrean::db
