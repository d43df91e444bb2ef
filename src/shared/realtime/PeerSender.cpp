#include "realtime/PeerSender.hpp"

#include "realtime/ChannelName.hpp"

#include <boost/json.hpp>

#include <utility>

namespace antrean::realtime {

std::string PeerSender::messageOf(boost::json::object message) const {
    message["app"] = app_id_;
    return boost::json::serialize(message);
}

void PeerSender::noteCount(std::string_view channel) {
    if (!any() || isWatchlistChannel(channel))
        return;
    unsent_.emplace(channel);
    if (unsent_.size() == 1)
        peers_->onCountsChanged();
}

void PeerSender::sendCounts(std::size_t connections, Channels const& channels) {
    if (unsent_.empty() && connections == sent_connections_)
        return;
    Subscriptions subscriptions;
    for (auto const& name : std::exchange(unsent_, {})) {
        auto const* const channel = channels.find(name);
        subscriptions[name] = channel == nullptr ? 0 : channel->subscriptionsHere();
    }
    sent_connections_ = connections;
    send(countsMessage(connections, subscriptions));
}

void PeerSender::sendState(PeerState const& state) {
    unsent_.clear();
    sent_connections_ = state.connections;
    send(stateMessage(state));
}

}  // namespace antrean::realtime
