#pragma once

#include "realtime/Channels.hpp"
#include "realtime/PeerMessages.hpp"
#include "realtime/Peers.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace antrean::realtime {

// What one hub sends to the hubs of the same app in other processes. Counts are collected, and sent
// when PeerGroup is about to write.
//
// any(), messageOf() and send() are thread-safe. The rest is for the hub under its lock.
class PeerSender {
public:
    explicit PeerSender(std::string app_id) : app_id_(std::move(app_id)) {}

    // Before anything else, if at all: without it there are no other processes. `peers` outlives
    // this object.
    void setPeers(Peers& peers) { peers_ = &peers; }
    bool any() const { return peers_ != nullptr && peers_->any(); }

    // The text of a message. Making it needs no lock, only sending it in order does.
    std::string messageOf(boost::json::object message) const;
    // Only if any() was true.
    void send(std::string message) const { peers_->send(std::move(message)); }
    void send(boost::json::object message) const { send(messageOf(std::move(message))); }

    // The number of subscriptions to the channel has changed.
    void noteCount(std::string_view channel);
    // Sends the counts that have changed since the last call, if any have.
    void sendCounts(std::size_t connections, Channels const& channels);
    // Sends everything. No count is left to be sent then.
    void sendState(PeerState const& state);

private:
    std::string const app_id_;
    Peers* peers_ = nullptr;
    std::unordered_set<std::string> unsent_;  // channels whose count has changed
    std::size_t sent_connections_ = 0;
};

}  // namespace antrean::realtime
