#include "estimate/PolyDay.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace antrean::estimate {

void PolyDay::addCall(std::int64_t visit_id, Instant called_at, Instant ready_at) {
    if (calls_.size() < kCallsMax)
        calls_.push_back({visit_id, called_at, ready_at});
}

void PolyDay::removeCall(std::int64_t visit_id) {
    auto const found = std::find_if(calls_.rbegin(), calls_.rend(), [visit_id](Call const& call) {
        return call.visit_id == visit_id;
    });
    if (found != calls_.rend())
        calls_.erase(std::next(found).base());
}

std::optional<Instant> PolyDay::lastCall() const {
    return calls_.empty() ? std::nullopt : std::optional(calls_.back().called_at);
}

std::vector<std::int64_t> PolyDay::intervals() const {
    std::vector<std::int64_t> intervals;
    for (std::size_t index = 1; index < calls_.size(); ++index) {
        auto const& before = calls_[index - 1];
        auto const& call = calls_[index];
        auto const interval = call.called_at - before.called_at;
        // The clock may have been set back.
        if (call.ready_at <= before.called_at && interval >= interval.zero() &&
            interval <= kIntervalMax)
            intervals.push_back(std::chrono::duration_cast<std::chrono::seconds>(interval).count());
    }
    return intervals;
}

std::optional<Pace> PolyDay::pace() const {
    auto const all = intervals();
    std::span<std::int64_t const> const last(all);
    return paceOf(last.last(std::min(last.size(), kIntervalsUsed)));
}

std::optional<Pace> PolyDay::paceOfDay() const {
    return paceOf(intervals());
}

}  // namespace antrean::estimate
