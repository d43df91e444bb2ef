#pragma once

#include "realtime/PresenceChannel.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace antrean::realtime {

// Over all processes.
struct ChannelFigures {
    std::size_t subscriptions = 0;
    std::optional<std::size_t> users;  // of presence channels
};

// A channel: how many connections are subscribed to it, in this process by I/O thread and in the
// other processes, and its members if it is a presence channel. Which connections those are, is
// known to the threads' Shards.
//
// Not thread-safe: the hub uses it under its lock. Everything takes constant time.
class Channel {
public:
    // `threads`: how many I/O threads there are.
    explicit Channel(std::size_t threads) : by_thread_(threads) {}

    void subscribe(std::size_t thread);
    void unsubscribe(std::size_t thread);
    bool hasSubscriptionsOn(std::size_t thread) const { return by_thread_[thread] > 0; }
    std::size_t subscriptionsHere() const { return here_; }
    // Another process has `after` subscriptions, and had `before`.
    void changeElsewhere(std::size_t before, std::size_t after) { elsewhere_ += after - before; }

    // Null until the first member has joined.
    PresenceChannel* presence() { return presence_.get(); }
    PresenceChannel const* presence() const { return presence_.get(); }
    // Makes it a presence channel.
    PresenceChannel& openPresence();

    ChannelFigures figures() const;
    // Nobody is subscribed, and nobody is a member, in any process.
    bool isVacant() const;

private:
    std::vector<std::uint32_t> by_thread_;
    std::size_t here_ = 0;  // the sum of by_thread_
    std::size_t elsewhere_ = 0;
    std::unique_ptr<PresenceChannel> presence_;
};

}  // namespace antrean::realtime
