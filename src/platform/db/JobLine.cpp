#include "db/JobLine.hpp"

#include "base/Log.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace antrean::db {

namespace {

constexpr int kRetryAfterS = 5;

bool isLate(Job const& job) {
    return job.deadline && std::chrono::steady_clock::now() >= *job.deadline;
}

// Keeps the place of a lane in the line.
WaitingJob placeOf(std::string const& lane) {
    WaitingJob place{Mode::write, {}};
    place.job.lane = lane;
    return place;
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
        if (is_closed_)
            refusal = "the database is shutting down";
        else if (waiting_count_ >= waiting_max_)
            refusal = "too many requests wait for the database";
        else
            add({mode, std::move(job)});
    }
    if (refusal != nullptr)
        finish(job, Error::unavailable(refusal));
    else
        arrived_.notify_one();
}

void JobLine::add(WaitingJob waiting) {
    ++waiting_count_;
    auto const& lane = waiting.job.lane;
    if (lane.empty())
        return append(waiting.mode == Mode::search ? searches_ : jobs_, std::move(waiting));
    auto const [found, is_new] = lanes_.try_emplace(lane);
    if (is_new)
        append(jobs_, placeOf(lane));
    found->second.push_back(std::move(waiting));
}

void JobLine::append(Line& line, WaitingJob waiting) {
    line.push_back({++arrivals_, std::move(waiting)});
}

// The line whose first job is next; null if no job may run now.
JobLine::Line* JobLine::next() {
    bool const may_search = !searches_.empty() && searching_ < searches_max_;
    if (!may_search)
        return jobs_.empty() ? nullptr : &jobs_;
    bool const is_search_first = jobs_.empty() || searches_.front().number < jobs_.front().number;
    return is_search_first ? &searches_ : &jobs_;
}

WaitingJob JobLine::takeFirst(Line& line) {
    auto waiting = std::move(line.front().waiting);
    line.pop_front();
    searching_ += &line == &searches_ ? 1 : 0;
    return waiting;
}

bool JobLine::take(std::vector<WaitingJob>& jobs, std::size_t count_max) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return is_closed_ || next() != nullptr; });
    auto const size_before = jobs.size();
    while (jobs.size() < size_before + count_max) {
        auto* const line = next();
        if (line == nullptr)
            break;
        jobs.push_back(takeFirst(*line));
    }
    waiting_count_ -= jobs.size() - size_before;
    return jobs.size() > size_before;
}

bool JobLine::takeTogether(std::vector<WaitingJob>& jobs, std::size_t count_max) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return is_closed_ || next() != nullptr; });
    auto* const line = next();
    if (line == nullptr)
        return false;
    auto const size_before = jobs.size();
    auto first = takeFirst(*line);
    if (auto const lane = lanes_.find(first.job.lane); lane != lanes_.end()) {
        auto& waiting = lane->second;
        for (auto count = std::min(count_max, waiting.size()); count > 0; --count) {
            jobs.push_back(std::move(waiting.front()));
            waiting.pop_front();
        }
    } else {
        jobs.push_back(std::move(first));
    }
    waiting_count_ -= jobs.size() - size_before;
    return true;
}

void JobLine::ended(WaitingJob const& waiting) {
    auto const& lane = waiting.job.lane;
    if (waiting.mode != Mode::search && lane.empty())
        return;
    {
        std::scoped_lock const lock(mutex_);
        if (waiting.mode == Mode::search)
            --searching_;
        else if (auto const found = lanes_.find(lane); found->second.empty())
            lanes_.erase(found);
        else
            append(jobs_, placeOf(lane));
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
