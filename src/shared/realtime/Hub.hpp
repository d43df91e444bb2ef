// An app's channels: who is in which, and what they are told. It knows how many connections of
// which I/O thread are in a channel; the threads' Shards know which ones. What is told is written
// once and handed to each thread once.
//
// Several processes on one database have a hub each. What happens here is told here first; the
// others hear of it through Peers, and each keeps a copy of what it must know of the others
// (Replica), so that rosters, counts and "first" and "last" are those of all of them.
#pragma once

#include "http/Mailbox.hpp"
#include "realtime/App.hpp"
#include "realtime/PeerMessages.hpp"
#include "realtime/Peers.hpp"
#include "realtime/Presence.hpp"
#include "realtime/Reporter.hpp"
#include "realtime/ServerMessage.hpp"
#include "realtime/Shard.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace antrean::realtime {

// So long the last event of a cache channel is there for whoever comes.
inline constexpr std::chrono::minutes kCachedFor{30};

struct Event {
    std::string_view name;
    std::string_view data;
    std::optional<SocketId> except{};  // who published it, and knows
    // Whoever subscribes later gets it, whatever the channel's name says, until the next one.
    // Every process tells it by itself: it is not passed on.
    bool is_lasting = false;
};

// What a client says to the others in a channel.
struct ClientEvent {
    std::string_view name;
    boost::json::value const& data;
    boost::json::value const& user_id;  // null on channels without members
};

// What is known of a channel, over all processes.
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
    // Before the first connection, if at all. Both outlive the hub.
    void setPeers(Peers& peers) { peers_ = &peers; }
    void setReporter(Reporter& reporter) { reporter_ = &reporter; }
    App const& app() const { return app_; }
    Shard& shard(std::size_t thread) { return *shards_[thread]; }

    // false: the app has as many connections as it may have. Else disconnect() follows. Those of
    // other processes count as they were up to a few seconds ago.
    bool connect();
    void disconnect() { --connections_; }
    std::size_t connections() const { return connections_ + connections_elsewhere_; }

    // Empty when a presence channel has as many members as it may have. `thread` adds the
    // subscription to its shard at once. `member`: null for channels without members.
    std::optional<Joined> join(
        std::string_view channel, std::size_t thread, SocketId const& who, Member const* member
    );
    // The subscription is out of its shard. `user_id`: empty for channels without members.
    void leave(std::string_view channel, std::size_t thread, std::string const& user_id);

    void publish(std::string_view channel, Event const& event);
    // A client's own event.
    void relay(std::string_view channel, ClientEvent const& event, SocketId const& from);
    // A subscriber of a cache channel got nothing, for there was no last event. Reported now and
    // then only, whoever else misses it, here or elsewhere.
    void missed(std::string_view channel);

    // A connection signed in as that user, or one that had ended.
    void signIn(std::string const& user_id);
    void signOut(std::string const& user_id);
    bool isOnline(std::string const& user_id) const;
    // Ends all connections of a user.
    void terminate(std::string_view user_id);
    bool isMember(std::string_view channel, std::string const& user_id) const;

    // Absent: nobody is subscribed.
    std::optional<ChannelFigures> figures(std::string_view channel) const;
    // Occupied channels whose name begins with `prefix`, by name.
    std::vector<std::pair<std::string, ChannelFigures>> listChannels(std::string_view prefix) const;
    std::vector<boost::json::value> listUsers(std::string_view channel) const;
    std::optional<CachedEvent> cached(std::string_view channel) const;

    // What another process says (PeerMessages.hpp). What is no such message is passed over.
    void hear(std::string const& peer, boost::json::object const& message);
    // Something that the peer said was lost: his "whole" is needed before the rest means anything.
    void distrust(std::string const& peer);
    // He is gone, and all that was his.
    void forget(std::string const& peer);
    // Says all that the others have to know.
    void tellWhole();
    // Says which counts have changed since the last call.
    void tellCounts();

private:
    struct Channel {
        std::vector<std::uint32_t> by_thread;
        std::size_t subscriptions = 0;
        std::size_t elsewhere = 0;           // subscriptions in other processes
        std::unique_ptr<Presence> presence;  // each other process counts as one connection
        std::map<std::string, std::size_t> members_here;  // with their connections

        bool isEmpty() const {
            return subscriptions == 0 && elsewhere == 0 && (!presence || presence->size() == 0);
        }
    };
    using Channels = ByText<Channel>;
    struct Kept {
        http::Frame frame;
        std::string name;
        std::string data;
        Time until;
    };
    struct Online {
        std::size_t here = 0;       // connections
        std::size_t elsewhere = 0;  // processes
    };
    // What we were told of another process.
    struct Replica {
        bool is_current = false;
        std::size_t connections = 0;
        Subscriptions subscriptions;
        std::map<std::string, std::set<std::string>, std::less<>> members;
        std::set<std::string, std::less<>> online;
    };

    // All under the mutex.
    void post(std::string_view channel, http::Frame frame, std::optional<SocketId> const& except);
    void keep(std::string_view channel, Event const& event, http::Frame const& frame, Time until);
    ChannelFigures figuresOf(Channel const& channel) const;
    Channels::iterator channelNamed(std::string_view name);
    void eraseIfEmpty(Channels::iterator channel);
    void addMember(Channels::iterator channel, Member const& member, SocketId const& who);
    void removeMember(Channels::iterator channel, std::string const& user_id);
    void lastConnectionGone(Channels::iterator channel, std::string const& user_id);
    void noteCount(std::string_view channel);
    void report(Occurrence occurrence) const;
    void tellWatchers(std::string const& user_id, std::string_view change);
    // Whether anybody else is to be told.
    bool hasPeers() const { return peers_ != nullptr && peers_->any(); }
    void tell(boost::json::object message) const;
    std::string letter(boost::json::object message) const;
    void hearChange(Replica& replica, std::string_view what, boost::json::object const& message);
    void setCounts(Replica& replica, std::size_t connections, Subscriptions const& subscriptions);
    void came(Replica& replica, std::string_view channel, Member const& member);
    void went(Replica& replica, std::string_view channel, std::string const& user_id);
    void setOnline(Replica& replica, std::string const& user_id, bool is_online);
    void replace(Replica& replica, Whole const& whole);
    bool noteMiss(std::string_view channel);
    void hearPublished(boost::json::object const& message);
    void hearClientEvent(boost::json::object const& message);
    void endConnectionsOf(std::string_view user_id) const;

    App const app_;
    Threads threads_;
    std::vector<std::unique_ptr<Shard>> shards_;
    std::atomic<std::size_t> connections_{0};
    std::atomic<std::size_t> connections_elsewhere_{0};
    Peers* peers_ = nullptr;        // null: no other process can be there
    Reporter* reporter_ = nullptr;  // null: nobody wants to hear

    mutable std::mutex mutex_;
    std::uint64_t sequence_ = 0;
    Channels channels_;
    ByText<Kept> kept_;
    ByText<Time> missed_;    // cache channels that nobody asks for again until then
    ByText<Online> online_;  // users who are signed in
    std::map<std::string, Replica> replicas_;
    std::unordered_set<std::string> changed_;  // channels whose count the others do not know yet
    std::size_t connections_told_ = 0;
};

// The channel on which those hear of a user who watch him. No client can name it.
std::string watchChannel(std::string_view user_id);
bool isWatchChannel(std::string_view channel);

}  // namespace antrean::realtime
