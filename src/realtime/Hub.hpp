// An app's channels: who is in which, and what they are told. It knows how many connections of
// which I/O thread are in a channel; the threads' Shards know which ones. What is told is written
// once and handed to each thread once.
#pragma once

#include "http/Mailbox.hpp"
#include "realtime/App.hpp"
#include "realtime/Presence.hpp"
#include "realtime/ServerMessage.hpp"
#include "realtime/Shard.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::realtime {

struct Event {
    std::string_view name;
    std::string_view data;
    std::optional<SocketId> except{};  // who published it, and knows
    // Whoever subscribes later gets it, whatever the channel's name says, until the next one.
    bool is_lasting = false;
};

// What is known of a channel.
struct ChannelFigures {
    std::size_t subscriptions = 0;
    std::optional<std::size_t> users;  // of presence channels
};

struct CachedEvent {
    std::string data;
    std::optional<std::chrono::seconds> ttl;  // absent: it does not end
};

// Thread-safe.
class Hub {
public:
    using Threads = std::vector<std::shared_ptr<http::Mailbox>>;
    using Time = std::chrono::steady_clock::time_point;

    struct Joined {
        std::uint64_t since = 0;    // for Shard::Subscription
        std::string roster = "{}";  // for subscriptionSucceeded
        http::Frame last_event;     // null: there is none
    };

    explicit Hub(App app) : app_(std::move(app)) {}

    // Once, before anything else.
    void start(Threads threads);
    App const& app() const { return app_; }
    Shard& shard(std::size_t thread) { return *shards_[thread]; }

    // false: the app has as many connections as it may have. Else disconnect() follows.
    bool connect();
    void disconnect() { --connections_; }
    std::size_t connections() const { return connections_; }

    // Empty when a presence channel has as many members as it may have. `thread` adds the
    // subscription to its shard at once. `member`: null for channels without members.
    std::optional<Joined> join(
        std::string_view channel, std::size_t thread, SocketId const& who, Member const* member
    );
    // The subscription is out of its shard. `user_id`: empty for channels without members.
    void leave(std::string_view channel, std::size_t thread, std::string const& user_id);

    void publish(std::string_view channel, Event const& event);
    // A client's own event.
    void relay(std::string_view channel, http::Frame frame, SocketId const& from);

    // A connection signed in as that user, or one that had ended.
    void signIn(std::string const& user_id);
    void signOut(std::string const& user_id);
    bool isOnline(std::string const& user_id) const;
    // Ends all connections of a user.
    void terminate(std::string_view user_id) const;

    // Absent: nobody is subscribed.
    std::optional<ChannelFigures> figures(std::string_view channel) const;
    // Occupied channels whose name begins with `prefix`, by name.
    std::vector<std::pair<std::string, ChannelFigures>> listChannels(std::string_view prefix) const;
    std::vector<boost::json::value> listUsers(std::string_view channel) const;
    std::optional<CachedEvent> cached(std::string_view channel) const;

private:
    struct Channel {
        std::vector<std::uint32_t> by_thread;
        std::size_t subscriptions = 0;
        std::unique_ptr<Presence> presence;
    };
    struct Kept {
        http::Frame frame;
        std::string data;
        Time until;
    };

    // All under the mutex.
    void post(std::string_view channel, http::Frame frame, std::optional<SocketId> const& except);
    void keep(std::string_view channel, Event const& event, http::Frame const& frame);
    ChannelFigures figuresOf(Channel const& channel) const;

    App const app_;
    Threads threads_;
    std::vector<std::unique_ptr<Shard>> shards_;
    std::atomic<std::size_t> connections_{0};

    mutable std::mutex mutex_;
    std::uint64_t sequence_ = 0;
    ByText<Channel> channels_;
    ByText<Kept> kept_;
    ByText<std::size_t> online_;  // users who are signed in, with the number of their connections
};

// The channel on which those hear of a user who watch him. No client can name it.
std::string watchChannel(std::string_view user_id);

}  // namespace antrean::realtime
