#pragma once

#include "http/Mailbox.hpp"
#include "realtime/Channel.hpp"
#include "realtime/Shard.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// Hands frames to the I/O threads: each frame once to each thread that has subscribers, whose Shard
// passes it on to its connections.
//
// broadcast() is called under the hub's lock, so that all threads get the frames in one order. The
// rest is thread-safe once start() has returned.
class Broadcaster {
public:
    using Threads = std::vector<std::shared_ptr<http::Mailbox>>;

    void start(Threads threads);
    std::size_t threads() const { return threads_.size(); }
    // For that thread only.
    Shard& shard(std::size_t thread) { return *shards_[thread]; }

    // `channel` is null when nobody is subscribed. The connection `except` does not get the frame.
    void broadcast(
        std::string_view name,
        Channel const* channel,
        http::Frame frame,
        std::optional<SocketId> const& except
    );
    // The number of the last broadcast, for Subscription. Under the hub's lock.
    std::uint64_t sequence() const { return sequence_; }
    // Ends the connections of a user.
    void terminate(std::string_view user_id) const;
    // The connection, if it is one of this process, depends on the token from now on.
    void authorize(SocketId const& id, std::int64_t token_id) const;
    // Ends the connections that depend on one of these tokens. They are in order.
    void endTokens(std::vector<std::int64_t> token_ids) const;

private:
    Threads threads_;
    std::vector<std::unique_ptr<Shard>> shards_;  // one for each thread
    std::uint64_t sequence_ = 0;
};

}  // namespace antrean::realtime
