// The channels of one app: who is subscribed to which, and what is published to them.
//
// The hub knows how many connections of which I/O thread are subscribed, and the threads' Shards
// know which ones. So joining and leaving take constant time, and a publication is written once and
// handed once to each thread.
//
// Several processes on one database have a hub for each app. An event takes effect in its own
// process first. The other hubs get it through Peers, and each keeps a copy of what it has to know
// of the others (Replicas), so that members, counts, and "first" and "last" are those of all
// processes.
//
// The hub has one lock, taken by each of its public calls. It protects the hub's parts:
// Broadcaster, Channels, LastEvents, OnlineUsers, Replicas, PeerSender. Under it the hub also calls
// Peers, the WebhookObserver and the threads' Mailboxes. These take locks of their own and never
// call back, so a thread that holds one of those locks never waits for the hub's.
#pragma once

#include "realtime/App.hpp"
#include "realtime/Broadcaster.hpp"
#include "realtime/Channels.hpp"
#include "realtime/Event.hpp"
#include "realtime/LastEvents.hpp"
#include "realtime/OnlineUsers.hpp"
#include "realtime/PeerSender.hpp"
#include "realtime/Replicas.hpp"
#include "realtime/WebhookEvent.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::realtime {

// The last event of a channel, as the HTTP API shows it.
struct Cached {
    std::string data;
    std::optional<std::chrono::seconds> ttl;  // absent: kept until the next event
};

// Thread-safe.
class Hub final : private Replicas::Changes {
public:
    // Anyone may subscribe to any public channel, and each costs up to a kilobyte.
    static constexpr std::size_t kChannelsMax = 20'000;
    static constexpr std::size_t kSubscriptionsMax = 200'000;

    struct Joined {
        std::uint64_t since = 0;    // for Subscription
        std::string roster = "{}";  // for subscriptionSucceeded
        http::Frame last_event;     // null: there is none
    };

    explicit Hub(App app) : app_(std::move(app)), replicas_(*this), peers_(app_.id) {}

    // Once, before anything else.
    void start(Broadcaster::Threads threads);
    // Before the first connection, if at all. Both arguments outlive the hub.
    void setPeers(Peers& peers) { peers_.setPeers(peers); }
    void setObserver(WebhookObserver& observer) { observer_ = &observer; }
    App const& app() const { return app_; }
    // For that thread only.
    Shard& shard(std::size_t thread) { return broadcaster_.shard(thread); }

    // False: the app has reached its connections_max. Otherwise disconnect() must follow. The
    // count of other processes may be a few seconds old.
    bool connect();
    void disconnect() { --connections_; }
    std::size_t connections() const { return connections_ + connections_elsewhere_; }
    // Those of this process.
    std::size_t connectionsHere() const { return connections_; }

    // Whether a subscription to the channel would need more memory than an app has: too many
    // subscriptions, or too many channels and this is a new one.
    bool isFullFor(std::string_view channel) const {
        std::scoped_lock const lock(mutex_);
        return subscriptions_ >= kSubscriptionsMax ||
               (channels_.size() >= kChannelsMax && channels_.find(channel) == nullptr);
    }
    // Counts a subscription of the connection `id`, which `thread` then adds to its shard without
    // delay. `member` is null except for presence channels. Empty: the presence channel has
    // members_max members.
    std::optional<Joined> join(
        std::string_view channel, std::size_t thread, SocketId const& id, Member const* member
    );
    // After the subscription was removed from its shard. `user_id` is the member's, or empty.
    void leave(std::string_view channel, std::size_t thread, std::string const& user_id);

    void publish(std::string_view channel, Event const& event);
    // To all subscribers but the sender `from`.
    void relay(std::string_view channel, ClientEvent const& event, SocketId const& from);
    // A new subscriber of a cache channel found no last event. The observer gets one of several
    // misses within a time, over all processes (LastEvents::kMissReportedFor).
    void reportMiss(std::string_view channel);

    // For each connection that signed in as the user, and when it ends or signs in anew.
    void signIn(std::string const& user_id);
    void signOut(std::string const& user_id);
    bool isOnline(std::string const& user_id) const;
    // Ends all connections of a user, in all processes.
    void terminate(std::string_view user_id);
    // A user has got a signature for this connection of any process. The connection ends with the
    // user's token.
    void authorize(SocketId const& id, std::int64_t token_id);
    // For each connection of this process that depends on the token, and when it ends.
    void holdToken(std::int64_t token_id);
    void releaseToken(std::int64_t token_id);
    // In order.
    std::vector<std::int64_t> heldTokens() const;
    // Ends the connections of this process that depend on one of these tokens. They are in order.
    void endTokens(std::vector<std::int64_t> token_ids);
    bool isMember(std::string_view channel, std::string const& user_id) const;

    // Empty: the channel is not occupied.
    std::optional<ChannelFigures> figures(std::string_view channel) const;
    // Occupied channels whose name begins with `prefix`, by name.
    std::vector<std::pair<std::string, ChannelFigures>> listChannels(std::string_view prefix) const;
    // The user_ids of a presence channel, in their JSON types.
    std::vector<boost::json::value> listUsers(std::string_view channel) const;
    std::optional<Cached> cached(std::string_view channel) const;

    // The following are for PeerGroup.
    // A message of another process (PeerMessages.hpp). An unknown one is ignored.
    void receive(std::string const& peer, boost::json::object const& message);
    // A message of the process was lost. Only its "whole" message makes the next ones useful.
    void markStale(std::string const& peer);
    // The process is gone, with all its connections.
    void removePeer(std::string const& peer);
    // Sends all that another process has to know of this one.
    void sendState();
    // Sends the counts that have changed since the last call.
    void sendCounts();

private:
    using Clock = std::chrono::steady_clock;

    // All of the following are called under the lock. Replicas calls the first six.
    void onConnections(std::size_t before, std::size_t after) override;
    void onSubscriptions(std::string const& channel, std::size_t before, std::size_t after)
        override;
    void onMemberJoined(std::string const& channel, Member const& member) override;
    void onMemberLeft(std::string const& channel, std::string const& user_id) override;
    void onSignedIn(std::string const& user_id) override;
    void onSignedOut(std::string const& user_id) override;

    void broadcast(
        std::string_view channel, http::Frame frame, std::optional<SocketId> const& except = {}
    );
    void broadcastStatus(std::string const& user_id, std::string_view status);
    // Does nothing if `removed` is empty: the user is still a member.
    void broadcastLeft(
        std::string_view channel,
        std::string const& user_id,
        std::optional<boost::json::value> const& removed
    );
    void publishHere(std::string_view channel, Event const& event, http::Frame const& frame);
    // Returns the roster.
    std::string joinMembers(
        std::string_view channel,
        PresenceChannel& presence,
        Member const& member,
        SocketId const& id
    );
    void removeIfVacant(std::string_view channel);
    void report(WebhookEvent event) const;

    void receiveAuthorized(boost::json::object const& message);
    // These two take the lock.
    void receiveEvent(boost::json::object const& message);
    void receiveClientEvent(boost::json::object const& message);

    App const app_;
    std::atomic<std::size_t> connections_{0};
    std::atomic<std::size_t> connections_elsewhere_{0};
    WebhookObserver* observer_ = nullptr;  // null: the app has no webhooks

    mutable std::mutex mutex_;  // the lock, for all that follows
    Broadcaster broadcaster_;
    Channels channels_;
    std::size_t subscriptions_ = 0;  // of this process
    LastEvents last_events_;
    OnlineUsers online_;
    std::map<std::int64_t, std::size_t> held_tokens_;  // and how many connections depend on each
    Replicas replicas_;
    PeerSender peers_;
};

}  // namespace antrean::realtime
