#include "realtime/LastEvents.hpp"

#include <utility>

namespace antrean::realtime {

void LastEvents::keep(
    std::string_view channel, Event const& event, http::Frame frame, Time until, Time now
) {
    if (auto const missed = missed_.find(channel); missed != missed_.end())
        missed_.erase(missed);
    if (by_channel_.size() >= kEventsMax)
        std::erase_if(by_channel_, [now](auto const& entry) { return entry.second.until <= now; });
    if (by_channel_.size() >= kEventsMax && !by_channel_.contains(channel))
        return;
    by_channel_.insert_or_assign(
        std::string(channel),
        Kept{std::move(frame), std::string(event.name), std::string(event.data), until}
    );
}

LastEvents::Kept const* LastEvents::find(std::string_view channel, Time now) const {
    auto const found = by_channel_.find(channel);
    return found == by_channel_.end() || found->second.until <= now ? nullptr : &found->second;
}

bool LastEvents::noteMiss(std::string_view channel, Time now) {
    if (missed_.size() >= kEventsMax)
        std::erase_if(missed_, [now](auto const& entry) { return entry.second <= now; });
    auto& until = missed_[std::string(channel)];
    return std::exchange(until, now + kMissReportedFor) <= now;
}

std::vector<CachedEvent> LastEvents::list(std::size_t bytes_max, Time now) const {
    std::vector<CachedEvent> list;
    std::size_t bytes = 0;
    for (auto const& [channel, kept] : by_channel_) {
        if (kept.until == Time::max() || kept.until <= now || bytes + kept.data.size() > bytes_max)
            continue;
        bytes += kept.data.size();
        auto const ttl = std::chrono::duration_cast<std::chrono::seconds>(kept.until - now);
        list.push_back({channel, kept.name, kept.data, ttl});
    }
    return list;
}

}  // namespace antrean::realtime
