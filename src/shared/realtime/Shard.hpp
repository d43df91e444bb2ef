// The subscribers that one I/O thread serves, by channel. On that thread only, so without a lock.
#pragma once

#include "http/PushSocket.hpp"
#include "realtime/Channel.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace antrean::realtime {

// Lets maps be asked with a view of a text.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>()(text);
    }
};
template <class T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

// A connection that gets what channels are told. None of its calls changes a Shard.
class Subscriber {
public:
    virtual ~Subscriber() = default;
    virtual SocketId const& id() const = 0;
    virtual void deliver(http::Frame const& frame) = 0;
    // Whether the connection is that user's, by sign-in or in a presence channel.
    virtual bool isOfUser(std::string_view user_id) const = 0;
    virtual void terminate() = 0;
};

// On its way to the subscribers of a channel.
struct Delivery {
    std::string channel;
    http::Frame frame;
    std::uint64_t sequence = 0;      // of everything that was ever told in this app
    std::optional<SocketId> except;  // who is left out
};

class Shard {
    struct Channel;

public:
    // Owned by the subscriber; stays where it is while it is subscribed.
    class Subscription {
    public:
        // Deliveries up to `since` were before this subscription.
        Subscription(Subscriber& subscriber, std::uint64_t since)
            : subscriber_(subscriber), since_(since) {}
        Subscription(Subscription const&) = delete;
        Subscription& operator=(Subscription const&) = delete;

    private:
        friend class Shard;
        Subscriber& subscriber_;
        std::uint64_t since_;
        Channel* channel_ = nullptr;
        std::size_t place_ = 0;
    };

    void connect(Subscriber& subscriber) { subscribers_.insert(&subscriber); }
    void disconnect(Subscriber& subscriber) { subscribers_.erase(&subscriber); }

    void add(std::string_view channel, Subscription& subscription);
    void remove(Subscription& subscription);
    void deliver(Delivery const& delivery) const;
    void terminate(std::string_view user_id) const;

    bool empty() const { return channels_.empty() && subscribers_.empty(); }

private:
    struct Channel {
        std::string_view name;  // the key in channels_
        std::vector<Subscription*> subscriptions;
    };
    ByText<Channel> channels_;
    std::unordered_set<Subscriber*> subscribers_;
};

}  // namespace antrean::realtime
