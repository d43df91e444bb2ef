// The subscriptions of the connections of one I/O thread, by channel. Used on that thread only, so
// without a lock.
#pragma once

#include "http/LiveSocket.hpp"
#include "realtime/ByText.hpp"
#include "realtime/Member.hpp"
#include "realtime/SocketId.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace antrean::realtime {

// A connection as its shard sees it. None of its calls changes a Shard.
class Subscriber {
public:
    virtual ~Subscriber() = default;
    virtual SocketId const& id() const = 0;
    virtual void deliver(http::Frame const& frame) = 0;
    // Whether the user signed in on the connection, or is its member in a presence channel.
    virtual bool isOfUser(std::string_view user_id) const = 0;
    virtual void terminate() = 0;
    // A user of the API has got a signature for the connection, with this token.
    virtual void onAuthorized(std::int64_t token_id) = 0;
    // Ends the connection if it was authorized with one of these tokens. They are in order.
    virtual void onTokensEnded(std::span<std::int64_t const> token_ids) = 0;
};

// A frame for the subscribers of a channel.
struct Broadcast {
    std::string channel;
    http::Frame frame;
    std::uint64_t sequence = 0;      // counts all broadcasts of the app
    std::optional<SocketId> except;  // the connection that does not get it
};

class Shard;

// Of one connection to one channel. Owned by the connection; must not move while it is in a shard.
class Subscription {
public:
    // Broadcasts up to `since` were before it. `member`: on presence channels.
    Subscription(Subscriber& subscriber, std::uint64_t since, std::optional<Member> member = {})
        : subscriber_(subscriber), since_(since), member_(std::move(member)) {}
    Subscription(Subscription const&) = delete;
    Subscription& operator=(Subscription const&) = delete;

    std::optional<Member> const& member() const { return member_; }

private:
    friend class Shard;

    Subscriber& subscriber_;
    std::uint64_t const since_;
    std::optional<Member> const member_;
    std::string_view channel_;  // the key in Shard::channels_
    std::size_t position_ = 0;  // in the vector there
};

// Adding and removing take constant time.
class Shard {
public:
    void connect(Subscriber& subscriber) { subscribers_.insert(&subscriber); }
    void disconnect(Subscriber& subscriber) { subscribers_.erase(&subscriber); }

    void add(std::string_view channel, Subscription& subscription);
    void remove(Subscription& subscription);
    void deliver(Broadcast const& broadcast) const;
    void terminate(std::string_view user_id) const;
    void authorize(SocketId const& id, std::int64_t token_id) const;
    void endTokens(std::span<std::int64_t const> token_ids) const;

    bool empty() const { return channels_.empty() && subscribers_.empty(); }

private:
    ByText<std::vector<Subscription*>> channels_;  // without empty ones
    std::unordered_set<Subscriber*> subscribers_;
};

}  // namespace antrean::realtime
