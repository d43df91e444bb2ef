#pragma once

#include "http/LiveSocket.hpp"
#include "realtime/ByText.hpp"
#include "realtime/Event.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// How long the last event of a cache channel is kept for new subscribers.
inline constexpr std::chrono::minutes kCachedFor{30};

// The last event of a cache channel, as one process passes it to another.
struct CachedEvent {
    std::string channel;
    std::string name;
    std::string data;
    std::chrono::seconds ttl{0};
};

// The last event of each cache channel, and of each channel with a lasting event, for those who
// subscribe later. Also which cache misses were reported lately.
//
// At most kEventsMax of either are kept; when there are more, those that have ended are removed,
// and new channels get no place. Not thread-safe: the hub uses it under its lock. It does not read
// a clock.
class LastEvents {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kEventsMax = 10'000;
    static constexpr std::chrono::seconds kMissReportedFor{30};

    struct Kept {
        http::Frame frame;
        std::string name;
        std::string data;
        Time until;  // Time::max(): until the next event
    };

    // Replaces the channel's last event. Ends the time of a reported miss.
    void keep(
        std::string_view channel, Event const& event, http::Frame frame, Time until, Time now
    );
    // Null: there is no such event, or its time is over. Good until the next call.
    Kept const* find(std::string_view channel, Time now) const;
    // Whether a miss is to be reported: not when one was within kMissReportedFor.
    bool noteMiss(std::string_view channel, Time now);
    // Those that have an end and are still kept, with data of `bytes_max` in total at most.
    std::vector<CachedEvent> list(std::size_t bytes_max, Time now) const;

private:
    ByText<Kept> by_channel_;
    ByText<Time> missed_;  // until when a miss is not reported again
};

}  // namespace antrean::realtime
