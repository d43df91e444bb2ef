// The messages that the hubs of one app send each other between processes: JSON objects with the
// app's id as "app", and with "do" as one of
//
//   publish   channel, event, data, [except]          an event for all subscribers
//   client    channel, event, data, [user_id], from   a client event
//   came      channel, member                         the user's first connection in this process
//   went      channel, user                           the user's last one
//   online    user                                    the user's first sign-in in this process
//   offline   user                                    the end of the last one
//   terminate user                                    end the user's connections
//   authorized socket, token                          the connection depends on the user's token
//   missed    channel                                 a miss of a cache channel was reported
//   counts    connections, [subscriptions]            the current counts, of changed channels only
//   whole     connections, subscriptions, members, online, kept      everything: the PeerState
//
// `member` is channel_data as the client sent it. Counts are those of the sending process alone.
#pragma once

#include "realtime/Event.hpp"
#include "realtime/LastEvents.hpp"
#include "realtime/Member.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// Counts by channel.
using Subscriptions = std::map<std::string, std::size_t, std::less<>>;

// Everything that the others have to know of a process.
struct PeerState {
    std::size_t connections = 0;
    Subscriptions subscriptions;
    std::map<std::string, std::vector<Member>, std::less<>> members;  // by presence channel
    std::set<std::string, std::less<>> online;                        // ids of signed-in users
    std::vector<CachedEvent> cached;
};

// Without "app", which PeerSender adds.
boost::json::object eventMessage(std::string_view channel, Event const& event);
boost::json::object clientEventMessage(
    std::string_view channel, ClientEvent const& event, SocketId const& from
);
boost::json::object joinedMessage(std::string_view channel, Member const& member);
boost::json::object leftMessage(std::string_view channel, std::string_view user_id);
boost::json::object onlineMessage(std::string_view user_id);
boost::json::object offlineMessage(std::string_view user_id);
boost::json::object terminateMessage(std::string_view user_id);
boost::json::object authorizedMessage(SocketId const& id, std::int64_t token_id);
boost::json::object missMessage(std::string_view channel);
boost::json::object countsMessage(std::size_t connections, Subscriptions const& subscriptions);
boost::json::object stateMessage(PeerState const& state);

// These leave out what cannot be read.
Subscriptions readSubscriptions(boost::json::object const& message);
std::size_t readConnections(boost::json::object const& message);
PeerState readState(boost::json::object const& message);

}  // namespace antrean::realtime
