#pragma once

#include "realtime/ByText.hpp"
#include "realtime/Channel.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::realtime {

// The occupied channels of an app by name. A channel is here from its first subscription or member
// in any process until it is vacant again (removeIfVacant).
//
// Not thread-safe: the hub uses it under its lock. Everything but list() takes constant time.
class Channels {
public:
    // Before anything else. `threads`: how many I/O threads there are.
    void start(std::size_t threads) { threads_ = threads; }

    // Null: there is no such channel. A pointer is good until the channel is removed.
    Channel* find(std::string_view name);
    Channel const* find(std::string_view name) const;
    struct Opened {
        Channel& channel;
        bool is_new;
    };
    // Adds the channel if it is missing.
    Opened open(std::string_view name);
    // Returns whether it was vacant.
    bool removeIfVacant(std::string_view name);

    // Channels whose name begins with `prefix`, by name; not those of watchlists.
    std::vector<std::pair<std::string, ChannelFigures>> list(std::string_view prefix) const;

    std::size_t size() const { return by_name_.size(); }
    // Pairs of a name and a channel, in no order.
    auto begin() const { return by_name_.begin(); }
    auto end() const { return by_name_.end(); }

private:
    std::size_t threads_ = 0;
    ByText<Channel> by_name_;
};

}  // namespace antrean::realtime
