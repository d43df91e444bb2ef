#pragma once

#include "realtime/SocketId.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace antrean::realtime {

// An event that a server publishes.
struct Event {
    std::string_view name;
    std::string_view data;
    std::optional<SocketId> except{};  // the publisher's own connection, which does not get it
    // Kept for later subscribers until the next one, whatever kind of channel it is. Such an event
    // is local, too.
    bool is_lasting = false;
    // Each process publishes the event itself, so it is not passed on to other processes.
    bool is_local = false;
};

// An event that a client sends to the other subscribers of its channel.
struct ClientEvent {
    std::string_view name;
    boost::json::value const& data;
    boost::json::value const& user_id;  // null, except on presence channels
};

}  // namespace antrean::realtime
