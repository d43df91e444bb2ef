// What hubs of one app in several processes tell each other: JSON objects with the app's id as
// "app" and one of these as "do".
//
//   publish   channel, event, data, [except]          an event for everybody's subscribers
//   client    channel, event, data, [user_id], from   a client's own event
//   came      channel, member                         a user's first connection there
//   went      channel, user                           his last one there
//   online    user         offline  user              the same of those who signed in
//   terminate user                                    end his connections
//   missed    channel                                 a cache channel's miss was reported
//   counts    connections, [subscriptions]            as they are now, of channels that changed
//   whole     connections, subscriptions, members, online, kept      all of it, to begin with
//
// `member` is channel_data as the client sent it. Counts are those of the sender's process alone.
#pragma once

#include "realtime/Presence.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// By channel.
using Subscriptions = std::map<std::string, std::size_t, std::less<>>;

struct KeptEvent {
    std::string channel;
    std::string name;
    std::string data;
    std::chrono::seconds ttl{0};
};

// All that others have to know of a process.
struct Whole {
    std::size_t connections = 0;
    Subscriptions subscriptions;
    std::map<std::string, std::vector<Member>, std::less<>> members;  // by presence channel
    std::set<std::string, std::less<>> online;                        // users who signed in
    std::vector<KeptEvent> kept;  // what cache channels were told there last
};

boost::json::object countsMessage(std::size_t connections, Subscriptions const& subscriptions);
boost::json::object wholeMessage(Whole const& whole);

// What cannot be read is left out.
Subscriptions readSubscriptions(boost::json::object const& message);
std::size_t readConnections(boost::json::object const& message);
Whole readWhole(boost::json::object const& message);

}  // namespace antrean::realtime
