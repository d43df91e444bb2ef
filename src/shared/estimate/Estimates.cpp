#include "estimate/Estimates.hpp"

#include <cstddef>

namespace antrean::estimate {
namespace {

// The pace of a poly changes with its doctors, so that older days say less.
constexpr std::size_t kDaysUsed = 10;

}  // namespace

std::optional<Estimate> Estimates::find(Question const& question) const {
    std::scoped_lock const lock(mutex_);
    auto const pace = chosenPace(question.poly_id);
    if (!pace)
        return std::nullopt;
    auto const today = today_.find(question.poly_id);
    return estimateOf(
        *pace,
        {question.people_ahead,
         question.now,
         today == today_.end() ? std::nullopt : today->second.lastCall(),
         question.session_start}
    );
}

std::optional<Pace> Estimates::pace(std::int64_t poly_id) const {
    std::scoped_lock const lock(mutex_);
    return chosenPace(poly_id);
}

std::optional<Pace> Estimates::chosenPace(std::int64_t poly_id) const {
    auto const today = today_.find(poly_id);
    auto const recent = recent_.find(poly_id);
    return choosePace(
        today == today_.end() ? std::nullopt : today->second.pace(),
        recent == recent_.end() ? std::nullopt : std::optional(recent->second)
    );
}

void Estimates::forgetCalls() {
    std::scoped_lock const lock(mutex_);
    today_.clear();
}

void Estimates::setRecent(std::vector<DayPace> const& days) {
    std::map<std::int64_t, std::vector<DayPace>> by_poly;
    for (auto const& day : days)
        if (auto& of_poly = by_poly[day.poly_id]; of_poly.size() < kDaysUsed)
            of_poly.push_back(day);
    std::scoped_lock const lock(mutex_);
    recent_.clear();
    for (auto const& [poly_id, of_poly] : by_poly)
        if (auto const pace = paceOf(of_poly))
            recent_.emplace(poly_id, *pace);
}

void Estimates::addCall(
    std::int64_t poly_id, std::int64_t visit_id, Instant called_at, Instant ready_at
) {
    std::scoped_lock const lock(mutex_);
    today_[poly_id].addCall(visit_id, called_at, ready_at);
}

void Estimates::removeCall(std::int64_t poly_id, std::int64_t visit_id) {
    std::scoped_lock const lock(mutex_);
    today_[poly_id].removeCall(visit_id);
}

std::optional<Pace> Estimates::paceOfDay(std::int64_t poly_id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = today_.find(poly_id);
    return found == today_.end() ? std::nullopt : found->second.paceOfDay();
}

}  // namespace antrean::estimate
