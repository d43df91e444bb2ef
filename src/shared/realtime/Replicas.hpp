#pragma once

#include "realtime/PeerMessages.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace antrean::realtime {

// What each other process has said of itself: its counts, members and signed-in users. Turns its
// messages into changes, so that a message that repeats what is known changes nothing, and a
// process that is gone takes away exactly what it had.
//
// A replica is current from the process's "whole" message until a message was lost (markStale);
// until then smaller messages are ignored. Not thread-safe: the hub uses it under its lock.
class Replicas {
public:
    // Called within receive() and remove().
    class Changes {
    public:
        virtual void onConnections(std::size_t before, std::size_t after) = 0;
        virtual void onSubscriptions(
            std::string const& channel, std::size_t before, std::size_t after
        ) = 0;
        // Of a user's first connection in that process, and of the last.
        virtual void onMemberJoined(std::string const& channel, Member const& member) = 0;
        virtual void onMemberLeft(std::string const& channel, std::string const& user_id) = 0;
        virtual void onSignedIn(std::string const& user_id) = 0;
        virtual void onSignedOut(std::string const& user_id) = 0;

    protected:
        ~Changes() = default;
    };

    // `changes` outlives it.
    explicit Replicas(Changes& changes) : changes_(changes) {}

    // A message of the kinds "came", "went", "online", "offline" and "counts". Others are ignored.
    void receive(std::string const& peer, boost::json::object const& message);
    // A "whole" message. What is new comes before what is gone, so that a user who is in both
    // does not leave for a moment.
    void replace(std::string const& peer, PeerState const& state);
    // A message of the process was lost.
    void markStale(std::string const& peer);
    // The process is gone.
    void remove(std::string const& peer);

private:
    struct Replica {
        bool is_current = false;
        std::size_t connections = 0;
        Subscriptions subscriptions;
        std::map<std::string, std::set<std::string>, std::less<>> members;  // by channel
        std::set<std::string, std::less<>> online;
    };

    void setCounts(Replica& replica, std::size_t connections, Subscriptions const& subscriptions);
    void join(Replica& replica, std::string const& channel, Member const& member);
    void leave(Replica& replica, std::string const& channel, std::string const& user_id);
    void signIn(Replica& replica, std::string const& user_id);
    void signOut(Replica& replica, std::string const& user_id);
    void replace(Replica& replica, PeerState const& state);

    Changes& changes_;
    std::map<std::string, Replica> by_peer_;
};

}  // namespace antrean::realtime
